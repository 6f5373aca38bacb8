using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation.Capacity;

namespace Geofed.Cmdlets.Capacity;

/// <summary>Gets the GPUs of a federation: by member and type, how many are free, the most that are free on one node, and how many the queue waits for.</summary>
/// <remarks>A pod needs all of its GPUs on one node, so that what is free altogether says little: OnOneNode is the most that one pod could have. A job that waits is counted in every member that it might go to. Members without GPUs are left out.</remarks>
/// <example>
/// <code>Get-FederationCapacity</code>
/// <para>Gets all GPUs.</para>
/// </example>
/// <example>
/// <code>Get-FederationCapacity -Accelerator nvidia-l4 -Region europe-* | Where-Object LargestOnNode -ge 4</code>
/// <para>Gets the members in Europe that could run a pod with four GPUs of a type now.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederationCapacity")]
[OutputType(typeof(GpuCapacity))]
public sealed class GetFederationCapacityCommand : FederationCmdlet
{
    /// <summary>Only GPUs of these types; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(AcceleratorCompleter))]
    [SupportsWildcards]
    public string[]? Accelerator { get; set; }

    /// <summary>Only members in these regions; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [SupportsWildcards]
    public string[]? Region { get; set; }

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var all = await new FederationCapacity(federation.Name, federation.Api, new(federation.Api, Apis.OpenMember)).ReadAsync(Stop);
        WriteObject(NamePatterns.Select(NamePatterns.Select(all, g => g.Region, Region, _ => { }), g => g.Accelerator, Accelerator, _ => { }), enumerateCollection: true);
    }
}
