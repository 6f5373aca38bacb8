using System.Globalization;

namespace Geofed.Clusters.Gke;

/// <summary>One difference between what a cluster is and what it shall be, and what it costs.</summary>
/// <param name="Field">The member of the spec, or of the pool.</param>
/// <param name="Pool">The node pool that it is about; null for the cluster.</param>
/// <param name="Before">As a person would write it; empty for nothing.</param>
/// <param name="After">Likewise.</param>
public sealed record SpecChange(string Field, string? Pool, string Before, string After, ChangeEffect Effect)
{
    /// <summary>
    /// What would come of putting one spec in the place of another, the gravest first. The rules are those of the provider's schema (which properties it cannot change);
    /// a preview of Pulumi's has the last word.
    /// </summary>
    /// <exception cref="FormatException">A pool of one of them, which has not been validated, has GPUs that its machines cannot have.</exception>
    public static IReadOnlyList<SpecChange> Between(GkeClusterSpec old, GkeClusterSpec @new) =>
        [.. SpecDifferences.Of(old, @new).OrderByDescending(change => change.Effect)];

    public override string ToString() =>
        $"{(Pool is null ? "" : $"pool '{Pool}': ")}{Field}: {Word(Before)} becomes {Word(After)}" + Effect switch
        {
            ChangeEffect.ReplacesCluster => " (replaces the cluster)",
            ChangeEffect.RemovesPool => " (deletes its nodes)",
            ChangeEffect.ReplacesPool => " (replaces the pool)",
            ChangeEffect.RecreatesNodes => " (its nodes are made anew, one after the other)",
            ChangeEffect.AddsPool => " (a new pool)",
            _ => "",
        };

    private static string Word(string value) => value.Length == 0 ? "nothing" : string.Create(CultureInfo.InvariantCulture, $"'{value}'");
}

/// <summary>What a change costs, the mildest first.</summary>
public enum ChangeEffect
{
    /// <summary>Changed while everything runs.</summary>
    InPlace,

    AddsPool,

    /// <summary>The pool's nodes are drained and made anew, a few at a time.</summary>
    RecreatesNodes,

    /// <summary>The pool is deleted and created: its pods stop.</summary>
    ReplacesPool,

    /// <summary>The pool is deleted: its pods stop.</summary>
    RemovesPool,

    /// <summary>The cluster is deleted and created, with everything in it.</summary>
    ReplacesCluster,
}
