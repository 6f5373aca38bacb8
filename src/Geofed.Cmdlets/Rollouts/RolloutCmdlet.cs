using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Placement.Rollouts;

namespace Geofed.Cmdlets.Rollouts;

/// <summary>The base of cmdlets that work with rollouts that are under way.</summary>
public abstract class RolloutCmdlet : FederationCmdlet
{
    /// <summary>The namespace of the deployments; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Namespace { get; set; } = "default";

    /// <summary>The rollouts that the names select; a name that none has is written as an error.</summary>
    private protected async Task<IReadOnlyList<RolloutProgress>> SelectAsync(string[]? names)
    {
        var federation = await ConnectAsync();
        var pattern = new WildcardPattern(Namespace, WildcardOptions.IgnoreCase);
        var all = (await federation.Rollouts.ListAsync(null, Stop)).Where(r => pattern.IsMatch(r.Namespace)).ToList();
        return [.. NamePatterns.Select(all, r => r.Name, names, name => WriteError(GeofedErrors.RolloutNotFound(name, Namespace, Suggestions.Nearest(name, all.Select(r => r.Name))).ToRecord(name)))];
    }

    /// <summary>Goes on until the rollout is done, has failed (which is an error) or waits for approval, and writes it.</summary>
    private protected async Task RunAsync(FederationConnection federation, NamespacedName deployment, bool approved)
    {
        using var line = new ProgressLine(this, $"Rolling out '{deployment.Name}'");
        // Made here, so that its news arrives on the pipeline's thread.
        var progress = new Progress<RolloutVerdict>(now => line.Show(now.Message));
        var last = await federation.Rollouts.RunAsync(deployment, approved, progress, Stop);
        if (last.Phase == RolloutPhase.Failed)
            WriteError(GeofedErrors.RolloutFailed(last).ToRecord(last));
        else
            WriteObject(last);
    }

    private protected static NamespacedName KeyOf(RolloutProgress rollout) => new(rollout.Namespace, rollout.Name);
}
