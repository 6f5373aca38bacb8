using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Resources;
using Geofed.Federation;

namespace Geofed.Cmdlets.Placements;

/// <summary>Places workloads anew, as if they were nowhere yet: brings back what has moved away, and uses clusters that have joined.</summary>
/// <remarks>A copy that is left behind runs until the new ones are healthy. Wait-FederatedDeployment or Wait-FederatedResource waits for that.</remarks>
/// <example>
/// <code>Update-FederatedPlacement serve</code>
/// <para>Places one workload anew, e.g. after a region that was lost has come back.</para>
/// </example>
/// <example>
/// <code>Get-FederatedDeployment -Namespace * | Update-FederatedPlacement -PassThru | Wait-FederatedResource</code>
/// <para>Places all deployments anew and waits until they are ready.</para>
/// </example>
[Cmdlet(VerbsData.Update, "FederatedPlacement", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedResource))]
public sealed class UpdateFederatedPlacementCommand : ResourceCmdlet
{
    private readonly List<(FederationConnection Federation, FederatedResource Resource)> _chosen = [];

    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>How long to wait until the control plane has taken it up, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    /// <summary>Writes the workloads.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Placing the workload anew";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        foreach (var resource in (await SelectAsync(Name)).Where(r => r.Policy is not null && !_chosen.Exists(c => c.Federation == federation && c.Resource.ToString() == r.ToString() && c.Resource.Namespace == r.Namespace)))
        {
            if (ShouldProcess($"{resource} of federation '{federation.Name}'", "Place anew"))
                _chosen.Add((federation, resource));
        }
    }

    private protected override async Task EndAsync()
    {
        foreach (var group in _chosen.GroupBy(c => c.Federation, c => c.Resource))
            await ForEachAsync(group.Key.Name, () => UpdateAsync(group.Key, [.. group]));
    }

    private async Task UpdateAsync(FederationConnection federation, IReadOnlyList<FederatedResource> resources)
    {
        using var progress = new ProgressLine(this, "Placing anew");
        progress.Show(string.Join(", ", resources));
        var failures = await new Rebalancing(federation.Api, Time).RunAsync(resources, TimeSpan.FromSeconds(TimeoutSec), Stop);
        foreach (var resource in resources)
        {
            if (failures.TryGetValue(resource, out var reason))
                WriteError(GeofedErrors.NotRebalanced(resource, reason).ToRecord(resource));
            else if (PassThru)
                WriteObject(await federation.Resources.RefreshAsync(resource, Stop));
        }
    }
}
