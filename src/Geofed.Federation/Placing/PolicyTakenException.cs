using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>A policy that would have to be written is there already, and is somebody else's.</summary>
public sealed class PolicyTakenException(JsonObject policy, JsonObject template)
    : Exception($"{policy.Str("kind") ?? "Policy"} '{policy.Key()}' is there already and was not written for {template.Str("kind")} '{template.Name()}' alone; it is left as it is.")
{
    public string Policy { get; } = policy.Name();
}
