using System.Collections;
using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Placements;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Resources;

/// <summary>Publishes a Service to the clusters of a federation: in each it leads to the pods that the cluster itself has.</summary>
/// <remarks>Services from manifests are published by Publish-FederatedResource.</remarks>
/// <example>
/// <code>Publish-FederatedService serve -Port 80 -TargetPort 8000</code>
/// <para>Makes the deployment "serve" reachable in every member.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedService public -Port 443 -Type LoadBalancer -Selector @{ app = 'gateway' } -Region europe-west1</code>
/// <para>Gives the pods of an application an address of their own in one region.</para>
/// </example>
[Cmdlet(VerbsData.Publish, "FederatedService", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedResource))]
public sealed class PublishFederatedServiceCommand : PlacementCmdlet
{
    private static readonly ApiResource Kind = new(new("", "v1", "services"), "Service", Namespaced: true);

    /// <summary>The Service's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeploymentNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Ports of the Service.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateRange(1, 65535)]
    public int[] Port { get; set; } = [];

    /// <summary>The container's port; that of the Service itself when left out.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? TargetPort { get; set; }

    /// <summary>How it is reached: from inside the cluster, on a port of every node, or by an address of its own.</summary>
    [Parameter]
    public ServiceType Type { get; set; }

    /// <summary>Labels of the pods that it leads to; when left out, those of the deployment of the same name that Publish-FederatedDeployment made.</summary>
    [Parameter]
    public IDictionary? Selector { get; set; }

    /// <summary>The namespace.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Namespace { get; set; } = "default";

    private protected override string Doing => "Publishing the service";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var (placement, regions) = await PlaceAsync(federation);
        var template = ServiceTemplate.From(new(Name) { Namespace = Namespace, Ports = Port, TargetPort = TargetPort, Type = Type, Selector = StringMaps.Texts(Selector) });
        if (!ShouldProcess($"{Name} in namespace {Namespace} of federation '{federation.Name}'", "Publish service"))
            return;
        await ForEachAsync(Name, async () =>
            WriteObject(await federation.Resources.PublishAsync(Kind, template, PropagationPolicy.For(template, placement with { Duplicate = true }, regions), _ => { }, Stop)));
    }
}
