using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Deployments;

/// <summary>Gets deployments of a federation, with what has become of them in each cluster.</summary>
/// <example>
/// <code>Get-FederatedDeployment</code>
/// <para>Gets all deployments in the namespace "default" of the only federation.</para>
/// </example>
/// <example>
/// <code>(Get-FederatedDeployment serve).Clusters</code>
/// <para>Shows one deployment cluster by cluster, with the reason where it is not ready.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederatedDeployment")]
[OutputType(typeof(FederatedDeployment))]
public sealed class GetFederatedDeploymentCommand : DeploymentCmdlet
{
    /// <summary>Names of deployments; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeploymentNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override async Task ProcessAsync() => WriteObject(await SelectAsync(Name), enumerateCollection: true);
}
