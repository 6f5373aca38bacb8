using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Federation;

/// <summary>A federation, as it is now.</summary>
public sealed record FederationInfo(string Name)
{
    /// <summary>The name again, under which those who work in a federation take it from the pipeline.</summary>
    public string Federation => Name;

    /// <summary>Pending, Running, Failed, or Deleting.</summary>
    public string Status { get; init; } = LocalApi.Pending;

    /// <summary>Why it is not running, when it is not.</summary>
    public string? Message { get; init; }

    /// <summary>Names of its members; null when they could not be read.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    public int ReadyMembers { get; init; }

    /// <summary>Address of its API server; null until it runs.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Path of a kubeconfig file with full rights, readable by its owner alone; null until it runs.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>True for one that something else serves, e.g. a real Karmada (Connect-Federation).</summary>
    public bool Attached { get; init; }

    /// <summary>Name of the cluster that New-Federation installed its Karmada on; null for all others.</summary>
    public string? HostCluster { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public static FederationInfo From(JsonObject federation) => new(federation.Name())
    {
        Status = federation.IsDeleting() ? "Deleting" : federation.Str("status", "phase") ?? LocalApi.Pending,
        Message = federation.Str("status", "message"),
        Endpoint = federation.Str("status", "endpoint"),
        Kubeconfig = federation.Str("status", "kubeconfig"),
        CreatedAt = KubeTime.Parse(federation.Str("metadata", "creationTimestamp")),
    };

    public override string ToString() => Name;
}

/// <summary>A federation could not be created.</summary>
public sealed class FederationFailedException(string federation, string reason) : Exception($"Federation '{federation}' could not be created: {reason}.")
{
    public string Federation { get; } = federation;
}
