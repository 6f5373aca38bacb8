using System.Management.Automation;

namespace Geofed.Cmdlets;

/// <summary>What is wrong about Services and their exports.</summary>
internal static class ServiceErrors
{
    public static GeofedErrorException NotFound(string name, string ns, string federation, string? nearest) => new(
        "ServiceNotFound", ErrorCategory.ObjectNotFound, $"Federation '{federation}' has no service '{name}' in namespace '{ns}'{(nearest is null ? "." : $". Did you mean '{nearest}'?")}",
        "Get-FederatedService -Namespace * lists all.", name);

    public static GeofedErrorException NotExportable(string name, string reason, string advice) => new(
        "ServiceNotExportable", ErrorCategory.InvalidArgument, $"Service '{name}' cannot be exported: {reason}.", advice, name);

    public static GeofedErrorException ImportWithoutExport() => new(
        "ContradictoryParameters", ErrorCategory.InvalidArgument, "-ImportTo says which members use what others export, and without -Export nothing is exported.", "Add -Export, or leave -ImportTo out.", null);
}
