using System.Management.Automation;
using Geofed.Client;
using Geofed.Clusters;
using Geofed.Clusters.Imported;
using Geofed.Cmdlets.Completion;
using Geofed.Model;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Makes clusters known that somebody else created, by contexts of a kubeconfig.</summary>
/// <remarks>
/// Each context is copied into Geofed's home, into a file that only its owner may read; tokens, client certificates and programs that give credentials (exec) all work.
/// The cluster is asked for its version, and its nodes for region, zones, provider and pools. Join-Federation then works as for any other cluster, and
/// Remove-GeoCluster only forgets it. Importing a cluster again needs -Force, and takes the place of the former credentials.
/// </remarks>
/// <example>
/// <code>Import-GeoCluster</code>
/// <para>Imports the current context of kubectl.</para>
/// </example>
/// <example>
/// <code>Import-GeoCluster gke_acme-ml_* | Join-Federation -Federation prod</code>
/// <para>Imports all contexts of a Google Cloud project, and makes the clusters members of a federation.</para>
/// </example>
/// <example>
/// <code>Import-GeoCluster onprem -Kubeconfig ./onprem.yaml -Name frankfurt -Region europe-west3</code>
/// <para>Imports a cluster whose nodes do not say where they are.</para>
/// </example>
[Cmdlet(VerbsData.Import, "GeoCluster", SupportsShouldProcess = true)]
[OutputType(typeof(GeoCluster))]
public sealed class ImportGeoClusterCommand : ClusterCmdlet
{
    private readonly List<(GeoCluster Cluster, Kubeconfig Kubeconfig)> _importing = [];

    /// <summary>Contexts of the kubeconfig; wildcards are allowed. The current one when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ContextCompleter))]
    [SupportsWildcards]
    public string[]? Context { get; set; }

    /// <summary>The kubeconfig file; the one that kubectl uses when left out ($env:KUBECONFIG or ~/.kube/config).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Kubeconfig { get; set; }

    /// <summary>The name that the cluster is to have here; made of the context's when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The region; what most of its nodes say when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <summary>The zones; those of its nodes when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Zone { get; set; } = [];

    /// <summary>Whose machines they are, e.g. gcp, aws, onprem; what the nodes say when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Provider { get; set; }

    /// <summary>Takes the place of an imported cluster of the same name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Doing => "Importing the cluster";

    private protected override async Task ProcessAsync()
    {
        var path = KubeconfigExport.Resolve(this, Kubeconfig);
        if (!File.Exists(path))
            throw GeofedErrors.PathNotFound(path);
        var source = Client.Kubeconfig.Load(path);
        var contexts = Context is { Length: > 0 } ? Context : source.CurrentContext is { } current ? [current] : throw GeofedErrors.ContextNotFound("", path, source.Contexts);
        var chosen = NamePatterns.Select(source.Contexts, c => c, contexts, missing => WriteError(GeofedErrors.ContextNotFound(missing, path, source.Contexts).ToRecord(missing))).ToList();
        if (Name is not null && chosen.Count > 1)
            throw GeofedErrors.OneNameForMany(Name, chosen);
        foreach (var context in chosen)
            await ForEachAsync(context, () => AcceptAsync(source, context));
    }

    private async Task AcceptAsync(Kubeconfig source, string context)
    {
        var name = Name ?? ContextName.ToClusterName(context) ?? throw GeofedErrors.InvalidClusterName(context);
        if (!ContextName.IsName(name))
            throw GeofedErrors.InvalidClusterName(name);
        if (await (await InventoryAsync()).FindAsync(name, Stop) is { } there && !(Force && there.Source == ClusterSource.Imported) || _importing.Exists(i => i.Cluster.Name == name))
            throw GeofedErrors.ClusterExists(name);
        var only = source.Only(context);
        var endpoint = only.Connect().Endpoint.ToString().TrimEnd('/');
        if (ShouldProcess($"{name} at {endpoint}", "Import cluster"))
            _importing.Add((new(name, Region ?? "") { Source = ClusterSource.Imported, Endpoint = endpoint, CreatedAt = Time.GetUtcNow() }, only));
    }

    private protected override async Task EndAsync()
    {
        if (_importing.Count == 0)
            return;
        using var progress = new ProgressLine(this, "Importing clusters");
        progress.Show(string.Join(", ", _importing.Select(i => i.Cluster.Name)));
        await ForAllAsync(_importing, i => AskAsync(i.Cluster, i.Kubeconfig, Stop), (i, found) =>
        {
            if (found.Region.Length == 0)
                throw GeofedErrors.RegionUnknown(found.Name);
            WriteObject(Apis.Imported.Add(found, i.Kubeconfig));
        }, i => i.Cluster.Name);
    }

    private async Task<GeoCluster> AskAsync(GeoCluster cluster, Kubeconfig kubeconfig, CancellationToken ct)
    {
        using var api = new HttpKubeApi(kubeconfig.Connect());
        var found = await ClusterSurvey.AskAsync(cluster, api, ct).ConfigureAwait(false);
        return found with { Region = Region ?? found.Region, Zones = Zone.Length > 0 ? Zone : found.Zones, Provider = Provider ?? found.Provider };
    }
}
