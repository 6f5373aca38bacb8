using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Placement.Queueing;

/// <summary>When the copies of a Job with a lease were first seen to have started, by cluster. It stands on the binding, so that a federation that was ended knows it again. Immutable.</summary>
public sealed class LeaseSightings
{
    private readonly JsonObject _byCluster;

    private LeaseSightings(JsonObject byCluster) => _byCluster = byCluster;

    public static LeaseSightings Of(JsonObject binding)
    {
        try
        {
            return new(binding.Annotation(GeofedMarks.LeaseSeen) is { Length: > 0 } text && JsonNode.Parse(text) is JsonObject byCluster ? byCluster : []);
        }
        catch (JsonException)
        {
            // Somebody else wrote into it: then nobody knows, and nothing starts twice.
            return new([]);
        }
    }

    /// <summary>When the copy was first seen to run, by the federation's clock; null when it was not.</summary>
    public DateTimeOffset? Since(string cluster) => KubeTime.Parse(_byCluster.Str(cluster, "seen"));

    /// <summary>With what a copy says now. One that is paused begins anew, at a time that nobody has seen yet.</summary>
    /// <param name="started">When it started, by its cluster's clock; null when it has not.</param>
    public LeaseSightings With(string cluster, string? started, bool paused, DateTimeOffset now)
    {
        if (started is null)
            return Without(cluster);
        var before = _byCluster.Obj(cluster);
        if (before.Str("started") == started && (!paused || before.Str("seen") is null))
            return this;
        var entry = new JsonObject { ["started"] = started };
        if (!paused)
            entry["seen"] = KubeTime.FormatMicro(now);
        var all = _byCluster.Copy();
        all[cluster] = entry;
        return new(all);
    }

    public LeaseSightings Without(string cluster)
    {
        if (!_byCluster.ContainsKey(cluster))
            return this;
        var all = _byCluster.Copy();
        all.Remove(cluster);
        return new(all);
    }

    public string ToText() => _byCluster.ToText();
}
