using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Rollouts;

/// <summary>Clusters that get a change together.</summary>
public sealed record RolloutWave(string Name, IReadOnlyList<string> Clusters);

/// <summary>What makes a wave.</summary>
public enum RolloutBy
{
    /// <summary>Each cluster is a wave.</summary>
    Cluster,

    /// <summary>The clusters of a region are a wave.</summary>
    Region,
}

/// <summary>
/// A change of a workload that goes from wave to wave: each waits for the one before to be healthy. Clusters of later waves are suspended in the policy
/// (<c>suspension.dispatchingOnClusters</c>), so that any Karmada carries it out; the plan stands in an annotation of the policy.
/// </summary>
public sealed record RolloutPlan(IReadOnlyList<RolloutWave> Waves)
{
    /// <summary>The wave that is under way, from 0.</summary>
    public int Current { get; init; }

    /// <summary>Whether each wave but the first waits for approval.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>How long a wave may take to become healthy.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Since when the wave is under way.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The generation of the template that is rolled out.</summary>
    public long Generation { get; init; }

    /// <summary>Waves of clusters, in the order given; what is not named there comes last, by name.</summary>
    public static RolloutPlan For(IEnumerable<JsonObject> clusters, RolloutBy by, IReadOnlyList<string> order)
    {
        var waves = clusters
            .GroupBy(c => by == RolloutBy.Region && c.Str("spec", "region") is { Length: > 0 } region ? region : c.Name())
            .Select(wave => new RolloutWave(wave.Key, [.. wave.Select(c => c.Name()).Order(StringComparer.Ordinal)]))
            .OrderBy(wave => order.Index().Where(o => o.Item == wave.Name).Select(o => o.Index).FirstOrDefault(int.MaxValue))
            .ThenBy(wave => wave.Name, StringComparer.Ordinal);
        return new([.. waves]);
    }

    /// <summary>The clusters that the change must not reach yet.</summary>
    public IReadOnlyList<string> Suspended => [.. Waves.Skip(Current + 1).SelectMany(wave => wave.Clusters)];

    /// <summary>As it stands in the annotation.</summary>
    public override string ToString() => JsonSerializer.Serialize(this);

    /// <exception cref="FormatException">Somebody has changed it so that it cannot be read.</exception>
    public static RolloutPlan Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<RolloutPlan>(text) ?? throw new FormatException("the rollout's annotation is empty");
        }
        catch (JsonException e)
        {
            throw new FormatException($"the rollout's annotation cannot be read: {e.Message}", e);
        }
    }
}
