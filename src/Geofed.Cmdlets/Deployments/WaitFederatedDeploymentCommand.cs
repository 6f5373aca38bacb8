using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Deployments;

/// <summary>Waits until deployments are ready in every cluster: all replicas of the newest template run and are ready.</summary>
/// <remarks>A deployment that is not ready in time is an error, which says where and why, e.g. that a cluster has no GPU left.</remarks>
/// <example>
/// <code>Wait-FederatedDeployment serve -TimeoutSec 60</code>
/// <para>Waits up to a minute, and gets the deployment.</para>
/// </example>
/// <example>
/// <code>Set-FederatedDeployment * -Env @{ LOG_LEVEL = 'debug' } -PassThru | Wait-FederatedDeployment</code>
/// <para>Changes several deployments and waits until the change is rolled out everywhere.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "FederatedDeployment")]
[OutputType(typeof(FederatedDeployment))]
public sealed class WaitFederatedDeploymentCommand : DeploymentCmdlet
{
    private readonly List<(FederationConnection Federation, NamespacedName Key)> _awaited = [];
    private readonly Dictionary<NamespacedName, FederatedDeployment> _latest = [];

    /// <summary>Names of deployments; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeploymentNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>How long to wait for all of them, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    private protected override string Doing => "Waiting for the deployment";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        _awaited.AddRange((await SelectAsync(Name)).Select(deployment => (federation, KeyOf(deployment))));
    }

    private protected override async Task EndAsync()
    {
        if (_awaited.Count == 0)
            return;
        using var line = new ProgressLine(this, "Waiting for deployments");
        // Made here, so that its news arrives on the pipeline's thread.
        var progress = new Progress<FederatedDeployment>(now => Show(line, now));
        await ForAllAsync(
            _awaited,
            a => WaitAsync(a.Federation, a.Key, progress),
            (_, outcome) =>
            {
                if (outcome.Problem is null)
                    WriteObject(outcome.Deployment);
                else
                    WriteError(GeofedErrors.DeploymentNotReady(outcome.Deployment, TimeoutSec, outcome.Problem).ToRecord(outcome.Deployment));
            },
            a => a.Key.Name);
    }

    private async Task<(FederatedDeployment Deployment, string? Problem)> WaitAsync(FederationConnection federation, NamespacedName key, IProgress<FederatedDeployment> progress)
    {
        var last = await federation.Deployments.WaitAsync(key, TimeSpan.FromSeconds(TimeoutSec), progress, Stop).ConfigureAwait(false);
        if (last.Status == WorkloadState.Ready)
            return (last, null);
        var reasons = new List<string>();
        var why = new PendingReason(federation.Api, new(federation.Api, Apis.OpenMember));
        foreach (var behind in last.Clusters.Where(c => c.Status != WorkloadState.Ready))
            reasons.Add($"{behind.Cluster}: {await why.FindAsync(behind.Cluster, key, Stop).ConfigureAwait(false) ?? behind.Reason}".TrimEnd('.'));
        return (last, reasons.Count > 0 ? string.Join("; ", reasons) + "." : (last.Reason ?? "no reason is known").TrimEnd('.') + ".");
    }

    private void Show(ProgressLine line, FederatedDeployment now)
    {
        _latest[new(now.Namespace, now.Name)] = now;
        var (ready, all) = (_latest.Values.Sum(d => d.ReadyReplicas), _latest.Values.Sum(d => Math.Max(d.Replicas, d.TargetReplicas)));
        var where = now.Clusters.Count > 0 ? string.Join(", ", now.Clusters) : now.Reason ?? now.Status.ToString();
        line.Show($"{now.Name}: {where}", ready, all);
    }
}
