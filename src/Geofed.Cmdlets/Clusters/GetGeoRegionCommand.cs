using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Geography;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Gets the regions that clusters can be in, with their places and coordinates.</summary>
/// <remarks>The regions are those of Google Cloud, whose list is part of the module, and those that were added with Register-GeoRegion. Nothing is asked over the network.</remarks>
/// <example>
/// <code>Get-GeoRegion europe-*</code>
/// <para>Gets the regions of Europe.</para>
/// </example>
/// <example>
/// <code>Get-GeoRegion | Where-Object Latitude -gt 55</code>
/// <para>Gets the regions in the far north.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "GeoRegion")]
[OutputType(typeof(GeoRegion))]
public sealed class GetGeoRegionCommand : GeofedCmdlet
{
    /// <summary>Names of regions; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [Alias("Region")]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override Task ProcessAsync()
    {
        var regions = NamePatterns.Select(KnownRegions.All(Apis.Home), r => r.Name, Name, name => WriteError(KnownRegions.Unknown(Apis.Home, name).ToRecord(name)));
        WriteObject(regions, enumerateCollection: true);
        return Task.CompletedTask;
    }
}
