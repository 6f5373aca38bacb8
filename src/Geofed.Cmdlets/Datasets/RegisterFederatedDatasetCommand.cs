using System.Collections;
using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Geography;
using Geofed.Federation.Datasets;
using Geofed.Placement.Datasets;

namespace Geofed.Cmdlets.Datasets;

/// <summary>Tells a federation where data lies that jobs read, so that they run near it.</summary>
/// <remarks>
/// It is stored in the federation as a Dataset (ai.geofed.io/v1alpha1), which an attached Karmada is taught at the first use. Nothing is read or copied. Registering again writes
/// all of it anew, with the regions that are given then.
/// </remarks>
/// <example>
/// <code>Register-FederatedDataset imagenet -Uri gs://bucket/imagenet -Region europe-west4 -SizeGB 150</code>
/// <para>Tells where a dataset is.</para>
/// </example>
/// <example>
/// <code>Register-FederatedDataset books -Uri gs://eu/books -Region europe-west4 -ReplicaUri @{ 'us-central1' = 'gs://us/books' } -SizeGB 900</code>
/// <para>A dataset with a copy elsewhere.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "FederatedDataset", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedDataset))]
public sealed class RegisterFederatedDatasetCommand : FederationCmdlet
{
    /// <summary>The dataset's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatasetNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Where it is, e.g. gs://bucket/imagenet.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Uri { get; set; } = "";

    /// <summary>The regions that have a copy.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [Alias("Regions")]
    [ValidateNotNullOrEmpty]
    public string[] Region { get; set; } = [];

    /// <summary>Gigabytes (10^9 bytes) of one copy.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0.0, 1e9)]
    public double SizeGB { get; set; }

    /// <summary>Copies that are elsewhere than -Uri says, by region: @{ 'us-central1' = 'gs://us/imagenet' }.</summary>
    [Parameter]
    public IDictionary? ReplicaUri { get; set; }

    private protected override string Doing => "Registering the dataset";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        await ForEachAsync(Name, async () =>
        {
            var elsewhere = StringMaps.Texts(ReplicaUri);
            foreach (var uri in elsewhere.Values.Append(Uri).Where(uri => !System.Uri.TryCreate(uri, UriKind.Absolute, out _)))
                throw GeofedErrors.InvalidDatasetUri(uri);
            var members = await federation.Members.ListAsync(Stop);
            var regions = Region.Concat(elsewhere.Keys).Select(r => r.ToLowerInvariant()).Distinct().ToList();
            if (regions.Find(r => members.All(m => m.Region != r) && KnownRegions.Find(Apis.Home, r) is null) is { } nowhere)
                throw KnownRegions.Unknown(Apis.Home, nowhere);
            var replicas = regions.Select(r => new DatasetReplica(r, elsewhere.GetValueOrDefault(r)));
            if (ShouldProcess($"{Name} in federation '{federation.Name}'", "Register dataset"))
                WriteObject(await federation.Datasets.RegisterAsync(new(Name, Uri, SizeGB, [.. replicas]), Stop));
        });
    }
}
