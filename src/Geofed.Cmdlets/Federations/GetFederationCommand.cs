using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Federations;

/// <summary>Gets federations.</summary>
/// <example>
/// <code>Get-Federation</code>
/// <para>Gets all federations, with the number of their members.</para>
/// </example>
/// <example>
/// <code>kubectl --kubeconfig (Get-Federation prod).Kubeconfig get clusters</code>
/// <para>Uses kubectl on the federation's own API.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "Federation")]
[OutputType(typeof(FederationInfo))]
public sealed class GetFederationCommand : GeofedCmdlet
{
    /// <summary>Names of federations; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FederationNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override async Task ProcessAsync()
    {
        foreach (var federation in await FederationSelection.SelectAsync(Apis, Name, WriteError, Stop))
            WriteObject(await FederationSelection.WithMembersAsync(Apis, federation, Stop));
    }
}
