using System.Management.Automation;
using Geofed.Cmdlets.Connections;
using Geofed.Federation.Capacity;
using Geofed.Placement.Capacity;

namespace Geofed.Cmdlets.Capacity;

/// <summary>Warns of a GPU type that no member has: what asks for it waits, perhaps for ever. It is no error, for clusters may join that have it; and nothing is said while a member cannot be asked.</summary>
internal static class AcceleratorNotice
{
    /// <param name="accelerator">Null when none is asked for: then nobody is asked.</param>
    public static async Task WarnAsync(PSCmdlet cmdlet, FederationConnection federation, IApiSource apis, string? accelerator, CancellationToken stop)
    {
        if (accelerator is null)
            return;
        var types = await new FederationCapacity(federation.Name, federation.Api, new(federation.Api, apis.OpenMember)).AcceleratorsAsync(stop);
        if (types is not null && MissingAccelerator.Describe(accelerator, types) is { } missing)
            cmdlet.WriteWarning($"{missing} What asks for it waits until a member has one.");
    }
}
