using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>A cluster as a member of a federation: Karmada's <c>Cluster</c>.</summary>
public sealed record FederationMember(string Name, string Federation)
{
    public string Region { get; init; } = "";
    public IReadOnlyList<string> Zones { get; init; } = [];
    public string Provider { get; init; } = "";

    /// <summary>Ready, NotReady, Unknown (not judged yet), or Leaving.</summary>
    public string Status { get; init; } = "Unknown";

    /// <summary>Why it is not ready; null when it is.</summary>
    public string? Reason { get; init; }

    public string? KubernetesVersion { get; init; }
    public int Nodes { get; init; }
    public int ReadyNodes { get; init; }

    /// <summary>What all nodes offer together, and what of it is requested by pods.</summary>
    public MemberCapacity Cpu { get; init; }
    public MemberCapacity Memory { get; init; }
    public MemberCapacity Gpu { get; init; }

    /// <summary>As kubectl writes them: "key=value:NoSchedule".</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>True while it takes no new workloads because a person has said so (Suspend-FederationMember).</summary>
    public bool Suspended { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public string? Endpoint { get; init; }
    public DateTimeOffset? JoinedAt { get; init; }

    public bool IsReady => Status == "Ready";

    public static FederationMember From(string federation, JsonObject cluster)
    {
        var (status, reason) = StatusOf(cluster);
        return new(cluster.Name(), federation)
        {
            Region = cluster.Str("spec", "region") ?? "",
            Zones = [.. cluster.Strings("spec", "zones")],
            Provider = cluster.Str("spec", "provider") ?? "",
            Status = status,
            Reason = reason,
            KubernetesVersion = cluster.Str("status", "kubernetesVersion"),
            Nodes = (int)(cluster.Int("status", "nodeSummary", "totalNum") ?? 0),
            ReadyNodes = (int)(cluster.Int("status", "nodeSummary", "readyNum") ?? 0),
            Cpu = MemberCapacity.Of(cluster, "cpu"),
            Memory = MemberCapacity.Of(cluster, "memory"),
            Gpu = MemberCapacity.Of(cluster, "nvidia.com/gpu"),
            Taints = [.. cluster.Objects("spec", "taints").Select(TaintText.Write)],
            Suspended = cluster.Objects("spec", "taints").Any(t => t.Str("key") == KarmadaMarks.TaintUnschedulable),
            Labels = cluster.StringMap("metadata", "labels"),
            Endpoint = cluster.Str("spec", "apiEndpoint"),
            JoinedAt = KubeTime.Parse(cluster.Str("metadata", "creationTimestamp")),
        };
    }

    private static (string, string?) StatusOf(JsonObject cluster)
    {
        if (cluster.IsDeleting())
            return ("Leaving", "its workloads are being withdrawn");
        var ready = cluster.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == "Ready");
        return ready.Str("status") switch
        {
            "True" => ("Ready", null),
            "False" => ("NotReady", ready.Str("message") ?? ready.Str("reason")),
            _ => ("Unknown", ready.Str("message") ?? "it has not been looked at yet"),
        };
    }

    public override string ToString() => Name;
}

/// <summary>An amount of a resource in a member: what its nodes offer and what pods request of it.</summary>
public readonly record struct MemberCapacity(Quantity Allocatable, Quantity Allocated) : IComparable<MemberCapacity>, IComparable
{
    public Quantity Free => Allocatable - Allocated;

    internal static MemberCapacity Of(JsonObject cluster, string resource) => new(
        Quantity.From(cluster.At("status", "resourceSummary", "allocatable", resource)) ?? Quantity.Zero,
        (Quantity.From(cluster.At("status", "resourceSummary", "allocated", resource)) ?? Quantity.Zero)
            + (Quantity.From(cluster.At("status", "resourceSummary", "allocating", resource)) ?? Quantity.Zero));

    public int CompareTo(MemberCapacity other) => Allocatable.CompareTo(other.Allocatable);

    public int CompareTo(object? obj) => obj is MemberCapacity other ? CompareTo(other) : 1;

    /// <summary>"used/all", e.g. "8/24".</summary>
    public override string ToString() => $"{Allocated}/{Allocatable}";
}
