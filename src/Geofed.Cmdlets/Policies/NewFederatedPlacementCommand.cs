using System.Collections;
using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Placements;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Policies;

/// <summary>Creates a policy that places everything it selects, also what is applied later, e.g. with kubectl.</summary>
/// <remarks>It is a PropagationPolicy of Karmada. What Publish-FederatedDeployment and its like have published has a policy of its own, which goes on placing it.</remarks>
/// <example>
/// <code>New-FederatedPlacement gold -Kind Deployment, ConfigMap -Label @{ tier = 'gold' } -Region europe-west1, europe-west4</code>
/// <para>Places everything with a label in two regions.</para>
/// </example>
/// <example>
/// <code>New-FederatedPlacement gpu -Kind Deployment -ResourceName serve -Weight @{ 'us-west1' = 2; 'asia-east1' = 1 } -Toleration gpu:NoSchedule -MaxReplicas @{ '*' = 20 }</code>
/// <para>Places one deployment in members that are kept for GPUs, with no more than twenty replicas in each.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "FederatedPlacement", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedPlacement))]
public sealed class NewFederatedPlacementCommand : DivisionCmdlet
{
    /// <summary>The policy's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Kinds that it places, e.g. Deployment.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(ServedKindCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Kind { get; set; } = [];

    /// <summary>Only objects of these names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ResourceName { get; set; } = [];

    /// <summary>Only objects with these labels.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>The namespace that it is about.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Namespace { get; set; } = "default";

    /// <summary>It is about all namespaces, and kinds that have none.</summary>
    [Parameter]
    public SwitchParameter AllNamespaces { get; set; }

    /// <summary>Of several policies that select an object, the one of highest priority places it.</summary>
    [Parameter]
    public int Priority { get; set; }

    /// <summary>Taints of members that do not keep it away, e.g. gpu=l4:NoSchedule, or gpu:NoSchedule for any value.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Toleration { get; set; } = [];

    /// <summary>The fewest replicas of members, where replicas are divided, e.g. @{ 'us-west1' = 2 }; '*' is every other. A real Karmada does not heed it.</summary>
    [Parameter]
    public IDictionary? MinReplicas { get; set; }

    /// <summary>The most replicas of members, where replicas are divided, e.g. @{ '*' = 20 }. A real Karmada does not heed it.</summary>
    [Parameter]
    public IDictionary? MaxReplicas { get; set; }

    /// <summary>Takes over what members have already of the same name.</summary>
    [Parameter]
    public SwitchParameter Overwrite { get; set; }

    private protected override string Doing => "Creating the placement";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var (placement, regions) = await PlaceAsync(federation);
        var subject = await PolicyInput.SubjectAsync(federation, Name, AllNamespaces ? null : Namespace, Kind, ResourceName, Label, Stop);
        var options = new PolicyOptions { Priority = Priority, Tolerations = Toleration, Overwrite = Overwrite, Fewest = StringMaps.Weights(MinReplicas), Most = StringMaps.Weights(MaxReplicas) };
        var policy = PlacementDocument.From(subject, placement, options, regions);
        if (!ShouldProcess($"{Name} in federation '{federation.Name}'", "Create placement"))
            return;
        try
        {
            WriteObject(await federation.Placements.CreateAsync(policy, Stop));
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            throw GeofedErrors.PolicyExists("placement", Name);
        }
    }
}
