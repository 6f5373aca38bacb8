using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Deployments;

/// <summary>The base of cmdlets that work with deployments that are there.</summary>
public abstract class DeploymentCmdlet : FederationCmdlet
{
    /// <summary>The namespace of the deployments; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Namespace { get; set; } = "default";

    /// <summary>The deployments that the names select; a name that no deployment has is written as an error.</summary>
    private protected async Task<IReadOnlyList<FederatedDeployment>> SelectAsync(string[]? names)
    {
        var federation = await ConnectAsync();
        var several = WildcardPattern.ContainsWildcardCharacters(Namespace);
        var all = await federation.Deployments.ListAsync(several ? null : Namespace, Stop);
        if (several)
        {
            var pattern = new WildcardPattern(Namespace, WildcardOptions.IgnoreCase);
            all = [.. all.Where(d => pattern.IsMatch(d.Namespace))];
        }
        return [.. NamePatterns.Select(all, d => d.Name, names, name => WriteError(
            GeofedErrors.DeploymentNotFound(name, Namespace, federation.Name, Suggestions.Nearest(name, all.Select(d => d.Name))).ToRecord(name)))];
    }

    private protected static NamespacedName KeyOf(FederatedDeployment deployment) => new(deployment.Namespace, deployment.Name);
}
