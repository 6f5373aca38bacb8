using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Placement.Scheduling;

/// <summary>
/// The fewest and the most replicas of a cluster, where replicas are divided: an annotation on the policy, e.g.
/// <c>{"us-west1":{"min":2},"*":{"max":10}}</c>; "*" is every cluster that is not named. Karmada has no such thing and ignores it.
/// </summary>
public sealed class ReplicaBounds
{
    private const string Example = """{"us-west1":{"min":2,"max":10},"*":{"max":5}}""";
    public static readonly ReplicaBounds None = new([]);
    private readonly JsonObject _byCluster;

    private ReplicaBounds(JsonObject byCluster) => (_byCluster, IsNone) = (byCluster, byCluster.Count == 0);

    public bool IsNone { get; }

    /// <summary>Reads the annotation of a policy or a binding.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says why.</exception>
    public static ReplicaBounds Of(JsonObject o)
    {
        if (o.Annotation(GeofedMarks.ReplicaBounds) is not { Length: > 0 } text)
            return None;
        try
        {
            if (JsonNode.Parse(text) is JsonObject bounds && bounds.All(b => IsBound(b.Value)))
                return new(bounds);
        }
        catch (JsonException)
        {
            // Told below, with an example.
        }
        throw new FormatException($"annotation {GeofedMarks.ReplicaBounds} must be like {Example}, with min not above max");
    }

    public long Min(string cluster) => IsNone ? 0 : Bound(cluster).Int("min") ?? 0;

    public long Max(string cluster) => IsNone ? long.MaxValue : Bound(cluster).Int("max") ?? long.MaxValue;

    /// <summary>Whether replicas are where they must not be.</summary>
    internal bool AreBroken(IEnumerable<(string Name, long Replicas)> targets) => targets.Any(t => t.Replicas < Min(t.Name) || t.Replicas > Max(t.Name));

    private JsonNode? Bound(string cluster) => _byCluster[cluster] ?? _byCluster["*"];

    private static bool IsBound(JsonNode? node) => node is JsonObject bound && bound.Count > 0
        && bound.All(f => f.Key is "min" or "max" && f.Value.Int() >= 0) && (bound.Int("min") ?? 0) <= (bound.Int("max") ?? long.MaxValue);
}
