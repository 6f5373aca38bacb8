using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Services;

/// <summary>Gets the Services of a federation: which clusters export and import them, by which name, and where they lead.</summary>
/// <remarks>
/// The members are asked for their endpoints directly and at the same time. One that does not answer is named in the reason; what the others have is written.
/// </remarks>
/// <example>
/// <code>Get-FederatedService</code>
/// <para>Shows the Services of the namespace "default", with how many endpoints each has and the name to use.</para>
/// </example>
/// <example>
/// <code>(Get-FederatedService serve).Clusters</code>
/// <para>Shows cluster by cluster the address of a Service, and from which clusters the pods are that it leads to.</para>
/// </example>
/// <example>
/// <code>(Get-FederatedService serve).Clusters | Where-Object Cluster -eq asia-east1 | Select-Object -ExpandProperty Endpoints</code>
/// <para>Lists the pods' addresses behind a Service as one cluster knows them.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederatedService")]
[OutputType(typeof(FederatedService))]
public sealed class GetFederatedServiceCommand : ServiceCmdlet
{
    /// <summary>Names of Services; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override string Doing => "Getting services";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        WriteObject(await federation.Services.WithEndpointsAsync(await SelectAsync(federation, Name), new(federation.Api, Apis.OpenMember), Stop), enumerateCollection: true);
    }
}
