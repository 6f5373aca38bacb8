using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Cmdlets.Completion;
using Geofed.Federation.Geography;
using Geofed.Model;

namespace Geofed.Cmdlets.Geography;

/// <summary>Forgets regions that were added with Register-GeoRegion. Clusters in them stay as they are; only the distances are not known any more.</summary>
/// <example>
/// <code>Unregister-GeoRegion berlin-office</code>
/// <para>Forgets one region.</para>
/// </example>
/// <example>
/// <code>Get-GeoRegion | Where-Object Provider -eq on-premises | Unregister-GeoRegion</code>
/// <para>Forgets all sites of one's own.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Unregister, "GeoRegion", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterGeoRegionCommand : GeofedCmdlet
{
    /// <summary>Names of regions; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Doing => "Forgetting the region";

    private protected override Task ProcessAsync()
    {
        var regions = new HomeRegions(Apis.Home.RegionsFile);
        var all = regions.List();
        var chosen = NamePatterns.Select(all, r => r.Name, Name, name => WriteError(
            (GeoRegions.Find(name) is not null ? GeofedErrors.RegionExists(name, ofGcp: true) : GeofedErrors.UnknownRegion(name, Suggestions.Nearest(name, all.Select(r => r.Name)))).ToRecord(name)));
        foreach (var region in chosen)
        {
            if (ShouldProcess(region.Name, "Forget region"))
                regions.Remove(region.Name);
        }
        return Task.CompletedTask;
    }
}
