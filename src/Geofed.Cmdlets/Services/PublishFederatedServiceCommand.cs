using System.Collections;
using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Placements;
using Geofed.Federation;
using Geofed.Federation.Services;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.Cmdlets.Services;

/// <summary>Publishes a Service to the clusters of a federation: in each it leads to the pods that the cluster itself has, and with -Export others use these as well.</summary>
/// <remarks>
/// Services from manifests are published by Publish-FederatedResource. An exported Service serve of namespace default is reached at derived-serve.default.svc, in members of a GKE fleet at
/// serve.default.svc.clusterset.local; Get-FederatedService shows the name and the endpoints. Pods of one cluster must be able to reach those of another for traffic to flow.
/// </remarks>
/// <example>
/// <code>Publish-FederatedService serve -Port 80 -TargetPort 8000</code>
/// <para>Makes the deployment "serve" reachable in every member.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedService public -Port 443 -Type LoadBalancer -Selector @{ app = 'gateway' } -Region europe-west1</code>
/// <para>Gives the pods of an application an address of their own in one region.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedService serve 80 -Cluster us-west1, us-east1 -Export -ImportTo europe-*</code>
/// <para>Lets the clusters in Europe use the pods of two clusters in America.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedService serve 80 -Export:$false</code>
/// <para>Takes the export back; in each cluster the Service leads to the cluster's own pods, as before.</para>
/// </example>
[Cmdlet(VerbsData.Publish, "FederatedService", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedResource))]
public sealed class PublishFederatedServiceCommand : PlacementCmdlet
{
    private const int LongestName = 63;

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

    /// <summary>Lets other members use it, too, whose pods are not behind it: as a ServiceExport of the Multi-Cluster Services API, which in GKE fleets is GKE's own. $false takes an export back; when left out, an export stays as it is.</summary>
    [Parameter]
    public SwitchParameter Export { get; set; }

    /// <summary>Which members use what is exported; wildcards are allowed. All, also such as join later, when left out. Members of GKE fleets use what their fleet exports in any case.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] ImportTo { get; set; } = [];

    /// <summary>How long to wait until the clusters have let go of an export that is taken back, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override string Doing => "Publishing the service";

    private protected override async Task ProcessAsync()
    {
        if (ImportTo.Length > 0 && !Export)
            throw ServiceErrors.ImportWithoutExport();
        var federation = await ConnectAsync();
        var members = await federation.Members.ListAsync(Stop);
        var (placement, regions) = await PlaceAsync(federation, members);
        var importers = Importers(federation, members);
        var template = ServiceTemplate.From(new(Name) { Namespace = Namespace, Ports = Port, TargetPort = TargetPort, Type = Type, Selector = StringMaps.Texts(Selector) });
        if (Export && MultiClusterNames.Derived(Name).Length > LongestName)
            throw ServiceErrors.NotExportable(Name, $"importing clusters would call it {MultiClusterNames.Derived(Name)}, which is longer than {LongestName} characters", "Give it a shorter name.");
        if (!ShouldProcess($"{Name} in namespace {Namespace} of federation '{federation.Name}'", Export ? "Publish and export service" : "Publish service"))
            return;
        await ForEachAsync(Name, async () =>
        {
            var published = await federation.Resources.PublishAsync(FederatedServices.Resource, template, PropagationPolicy.For(template, placement with { Duplicate = true }, regions), _ => { }, Stop);
            if (Export)
                await ExportAsync(federation, new(template, placement, importers));
            else if (MyInvocation.BoundParameters.ContainsKey(nameof(Export)))
                await federation.Services.Exports.WithdrawAsync(template.Key(), TimeSpan.FromSeconds(TimeoutSec), Stop);
            WriteObject(published);
        });
    }

    /// <summary>Members that import, by name; none for all of them.</summary>
    /// <exception cref="GeofedErrorException">A name is no member's.</exception>
    private List<string> Importers(FederationConnection federation, IReadOnlyList<FederationMember> members)
    {
        if (ImportTo.Contains("*"))
            return [];
        var importers = NamePatterns.Select(members, m => m.Name, ImportTo, name => throw GeofedErrors.MemberNotFound(name, federation.Name, Suggestions.Nearest(name, members.Select(m => m.Name)))).Select(m => m.Name).ToList();
        if (ImportTo.Length > 0 && importers.Count == 0)
            throw GeofedErrors.MemberNotFound(string.Join(", ", ImportTo), federation.Name, null);
        return ImportTo.Length == 0 ? [] : importers;
    }

    private async Task ExportAsync(FederationConnection federation, ServiceExportRequest request)
    {
        using var progress = new ProgressLine(this, "Exporting the service");
        progress.Show(Name);
        var warnings = new ServerWarnings(this);
        var outcome = await federation.Services.Exports.ExportAsync(request, warnings.Add, Stop);
        warnings.Write();
        if (outcome.Unready.Count > 0)
            WriteWarning($"These members do not know the Multi-Cluster Services API yet, and take part when they do: {string.Join(", ", outcome.Unready)}. Look again with: Get-FederatedService {Name}");
        if (outcome.Gke.Count > 0 && outcome.Others.Count > 0)
            WriteWarning($"{string.Join(", ", outcome.Gke)} export to their GKE fleet, and the other members do not see that, nor does the fleet see what the others export.");
    }
}
