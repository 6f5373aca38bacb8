using Geofed.Placement.Rollouts;

namespace Geofed.Federation;

/// <summary>A rollout of a deployment, wave by wave, as it is now.</summary>
public sealed record RolloutProgress(string Name, string Namespace, string Federation)
{
    /// <summary>Progressing, WaveDone (it waits for approval), Done or Failed.</summary>
    public RolloutPhase Phase { get; init; }

    /// <summary>What it waits for, or why it has failed.</summary>
    public string Message { get; init; } = "";

    /// <summary>The wave that is under way, from 1.</summary>
    public int Wave { get; init; }

    /// <summary>All waves, in their order, e.g. "us-west1: a, b".</summary>
    public IReadOnlyList<string> Waves { get; init; } = [];

    public bool NeedsApproval { get; init; }

    public static RolloutProgress From(string federation, Model.NamespacedName workload, RolloutPlan plan, RolloutVerdict verdict) => new(workload.Name, workload.Namespace ?? "", federation)
    {
        Phase = verdict.Phase,
        Message = verdict.Message,
        Wave = plan.Current + 1,
        Waves = [.. plan.Waves.Select(w => w.Clusters is [var only] && only == w.Name ? only : $"{w.Name}: {string.Join(", ", w.Clusters)}")],
        NeedsApproval = plan.NeedsApproval,
    };

    public override string ToString() => Name;
}
