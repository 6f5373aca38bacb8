using System.Management.Automation;
using Geofed.Client;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Intents;
using Geofed.Cmdlets.Resources;
using Geofed.Federation;
using Geofed.Federation.Geography;
using Geofed.Federation.Intents;
using Geofed.Model;
using Geofed.Placement.Costs;
using Geofed.Placement.Intents;

namespace Geofed.Cmdlets.Placements;

/// <summary>Places workloads anew, as if they were nowhere yet: brings back what has moved away, and uses clusters that have joined.</summary>
/// <remarks>
/// What was published with words about its place (-Dataset, -Near, -Prefer, -Users, ...) has them worked out anew first, so that members that joined since are among its clusters; -WhatIf shows where it then leads.
/// A job that runs in a cluster keeps this one as its first. What Optimize-FederatedPlacement has placed keeps its plan.
/// A copy that is left behind runs until the new ones are healthy. Wait-FederatedDeployment or Wait-FederatedResource waits for that.
/// </remarks>
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
    private readonly List<(FederationConnection Federation, FederatedResource Resource, Recompiled? Change)> _chosen = [];

    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The file with the prices, for what prefers the cheapest or the greenest; prices.json in the home folder when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PriceFile { get; set; }

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
            await ForEachAsync(resource, async () =>
            {
                var change = await ChangeAsync(federation, resource);
                if (ShouldProcess($"{resource} of federation '{federation.Name}'", change is null ? "Place anew" : $"Place anew: {change.To}; until now {change.From}"))
                    _chosen.Add((federation, resource, change));
            });
        }
    }

    private protected override async Task EndAsync()
    {
        foreach (var group in _chosen.GroupBy(c => c.Federation))
        {
            var resources = new List<FederatedResource>();
            foreach (var (federation, resource, change) in group)
            {
                await ForEachAsync(resource, async () =>
                {
                    if (change is not null)
                        await Compiler(federation).ApplyAsync(change, Stop);
                    resources.Add(resource);
                });
            }
            if (resources.Count > 0)
                await ForEachAsync(group.Key.Name, () => UpdateAsync(group.Key, resources));
        }
    }

    /// <summary>What its intent comes to now; null when nothing else does.</summary>
    private async Task<Recompiled?> ChangeAsync(FederationConnection federation, FederatedResource resource)
    {
        var kind = await federation.Resources.Kinds.FindAsync(resource.Kind, Stop);
        if (kind is null || await federation.Api.FindAsync(kind.In(resource.Namespace.Length == 0 ? null : resource.Namespace).Named(resource.Name), Stop) is not { } template)
            return null;
        try
        {
            return await Compiler(federation).FindAsync(kind, template.Copy(), Stop);
        }
        catch (Exception e) when (e is IntentException or PriceHoleException or FormatException)
        {
            // It can be placed anew by the policy that it has all the same.
            WriteWarning($"What was wanted of the place of {resource} is not worked out anew: {e.Message}");
            return null;
        }
    }

    private Recompilation Compiler(FederationConnection federation) =>
        new(federation.Name, federation.Api, new(federation.Api, Apis.OpenMember), HomeAtlas.Of(Apis.Home), new IntentInput(this, federation, Apis, PriceFile, Stop).Prices());

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
