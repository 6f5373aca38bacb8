using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Planning;

/// <summary>A member of a federation as it is: its <c>Cluster</c>, its nodes, its pods.</summary>
public sealed record MemberDocuments(JsonObject Cluster, IReadOnlyList<JsonObject> Nodes, IReadOnlyList<JsonObject> Pods)
{
    public string Region => Cluster.Str("spec", "region") ?? "";
}

/// <summary>A workload as it is: its template, its binding, and the policy that places it alone.</summary>
/// <param name="Placement">What people want of its place: that of the policy, or the one that it had before a plan changed it.</param>
public sealed record WorkloadDocuments(string Name, JsonObject Template, JsonObject Binding, JsonObject Placement)
{
    /// <summary>What else was said about it.</summary>
    public WorkloadIntent Intent { get; init; } = new();

    public bool IsJob => Template["kind"]?.GetValue<string>() == "Job";
}
