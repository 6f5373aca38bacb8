using System.Management.Automation;
using System.Text.RegularExpressions;
using Geofed.Clusters;
using Geofed.Federation.Geography;
using Geofed.Model.Catalogue;

namespace Geofed.Cmdlets.Geography;

/// <summary>Adds a region of one's own, a site or another cloud's region, so that distances to it are known.</summary>
/// <remarks>It is kept in regions.json of the home folder, and is known from then on wherever a region may be named. Simulated clusters can be made in it with New-GeoCluster; a cluster that is there already is in it when it is imported or joined with this region.</remarks>
/// <example>
/// <code>Register-GeoRegion berlin-office -Latitude 52.5 -Longitude 13.4 -Provider on-premises -Place Berlin -Country Germany</code>
/// <para>Adds a site of one's own.</para>
/// </example>
/// <example>
/// <code>Import-Csv ./sites.csv | Register-GeoRegion</code>
/// <para>Adds the sites of a table with the columns Name, Latitude and Longitude.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "GeoRegion", SupportsShouldProcess = true)]
[OutputType(typeof(GeoRegion))]
public sealed partial class RegisterGeoRegionCommand : GeofedCmdlet
{
    /// <summary>The region's name: lower-case letters, digits and hyphens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Degrees north of the equator; negative in the south.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(-90.0, 90.0)]
    public double Latitude { get; set; }

    /// <summary>Degrees east of Greenwich; negative in the west.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(-180.0, 180.0)]
    public double Longitude { get; set; }

    /// <summary>City or district.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Place { get; set; } = "";

    /// <summary>Country.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Country { get; set; } = "";

    /// <summary>Whose machines they are, e.g. on-premises or aws.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Provider { get; set; } = "on-premises";

    /// <summary>The continent; that of the nearest region of Google Cloud when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Continent? Continent { get; set; }

    /// <summary>Takes the place of a region of the same name that was registered before.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Doing => "Registering the region";

    private protected override Task ProcessAsync() => ForEachAsync(Name, () =>
    {
        var regions = new HomeRegions(Apis.Home.RegionsFile);
        if (!RegionName().IsMatch(Name) || Name == HomeLatencies.Here)
            throw GeofedErrors.InvalidRegionName(Name);
        if (GeoRegions.Find(Name) is not null || regions.Find(Name) is not null && !Force)
            throw GeofedErrors.RegionExists(Name, GeoRegions.Find(Name) is not null);
        var region = new OwnRegion(Name, Latitude, Longitude) { Place = Place, Country = Country, Provider = Provider, Continent = Continent };
        if (ShouldProcess(Name, "Register region"))
        {
            regions.Add(region);
            WriteObject(KnownRegions.From(region));
        }
        return Task.CompletedTask;
    });

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex RegionName();
}
