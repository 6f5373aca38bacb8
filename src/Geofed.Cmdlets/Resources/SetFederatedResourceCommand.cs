using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Resources;

/// <summary>Scales what a federation has placed, of any kind with replicas: Deployments, StatefulSets, custom resources with spec.replicas.</summary>
/// <remarks>Of several things of one name, those without replicas (a Service, say) are passed over, unless -Kind names them. For a deployment's image and environment there is Set-FederatedDeployment.</remarks>
/// <example>
/// <code>Set-FederatedResource postgres -Kind StatefulSet -Replicas 5 -PassThru | Wait-FederatedResource</code>
/// <para>Scales a StatefulSet out and waits until it is ready in every cluster.</para>
/// </example>
/// <example>
/// <code>Get-FederatedResource -Kind RayCluster | Set-FederatedResource -Replicas 0</code>
/// <para>Scales all custom resources of a kind to nothing.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "FederatedResource", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedResource))]
public sealed class SetFederatedResourceCommand : ResourceCmdlet
{
    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Replicas of all clusters together.</summary>
    [Parameter(Mandatory = true)]
    [ValidateRange(0, int.MaxValue)]
    public int Replicas { get; set; }

    /// <summary>Writes the resources.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Scaling the resource";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var changes = new ResourceChanges(federation.Resources, federation.Api, Time);
        var (scalable, others) = (new List<FederatedResource>(), new List<FederatedResource>());
        foreach (var resource in await SelectAsync(Name))
            await ForEachAsync(resource, async () => (await changes.CanScaleAsync(resource, Stop) ? scalable : others).Add(resource));
        if (Kind is not null || scalable.Count == 0)
            others.ForEach(resource => WriteError(GeofedErrors.From(GeofedErrors.NoReplicas(resource), Doing, resource)));
        foreach (var resource in scalable)
        {
            await ForEachAsync(resource, async () =>
            {
                if (!ShouldProcess($"{resource} of federation '{federation.Name}'", $"Set replicas to {Replicas}"))
                    return;
                await changes.ScaleAsync(resource, Replicas, Stop);
                if (PassThru)
                    WriteObject(await federation.Resources.RefreshAsync(resource, Stop));
            });
        }
    }
}
