using System.Management.Automation;

namespace Geofed.Cmdlets;

/// <content>Regions, and the ways between them.</content>
internal static partial class GeofedErrors
{
    public static GeofedErrorException UnknownRegion(string region, string? nearest) => new(
        "UnknownRegion", ErrorCategory.InvalidArgument, $"There is no region '{region}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}", "Get-GeoRegion lists the regions.", region);

    public static GeofedErrorException UnknownPlace(string place, string? nearest) => new(
        "UnknownRegion", ErrorCategory.InvalidArgument, $"'{place}' is neither a continent nor a region{(nearest is null ? "." : $". Did you mean '{nearest}'?")}", "Get-GeoRegion lists the regions and their continents.", place);

    public static GeofedErrorException InvalidRegionName(string name) => new(
        "InvalidRegionName", ErrorCategory.InvalidArgument, $"'{name}' is no name for a region.", "Use lower-case letters, digits and hyphens, beginning and ending with a letter or digit; \"here\" stands for this machine.", name);

    public static GeofedErrorException RegionExists(string region, bool ofGcp) => new(
        "RegionExists", ErrorCategory.ResourceExists, ofGcp ? $"Region '{region}' is one of Google Cloud, and is not to be registered or forgotten." : $"There is a region '{region}' already.",
        ofGcp ? "Use another name." : "Use another name, or write over it with -Force.", region);

    public static GeofedErrorException RegionNotOfGcp(string region) => new(
        "RegionNotOfGcp", ErrorCategory.InvalidArgument, $"Region '{region}' was added with Register-GeoRegion and is not one of Google Cloud: Google Kubernetes Engine cannot make a cluster there.",
        "Name a region of Google Cloud, leave out -Project for a simulated cluster, or take a cluster that is there with Import-GeoCluster -Region.", region);

    public static GeofedErrorException NotReachedFrom(string from, string to, string endpoint) => new(
        "Unreachable", ErrorCategory.ConnectionError, $"From cluster '{from}' the API server of '{to}' ({endpoint}) takes no connections.",
        "It may be private, or a firewall or network policy is between them; what you know from elsewhere is kept by Measure-GeoLatency -From -To -RoundTripMs.", to);

    public static GeofedErrorException UnknownZone(string zone, string region, IEnumerable<string> zones) => new(
        "UnknownZone", ErrorCategory.InvalidArgument, $"Region '{region}' has no zone '{zone}'.", $"Its zones are {string.Join(", ", zones)}.", zone);
}
