using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Services;

/// <summary>The base of cmdlets that work with Services that are there.</summary>
public abstract class ServiceCmdlet : FederationCmdlet
{
    /// <summary>The namespace; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Namespace { get; set; } = "default";

    /// <summary>What the names select; a name that no Service has is written as an error.</summary>
    private protected async Task<IReadOnlyList<FederatedService>> SelectAsync(FederationConnection federation, string[]? names)
    {
        var pattern = new WildcardPattern(Namespace, WildcardOptions.IgnoreCase);
        var all = (await federation.Services.ListAsync(WildcardPattern.ContainsWildcardCharacters(Namespace) ? null : Namespace, Stop)).Where(s => pattern.IsMatch(s.Namespace)).ToList();
        return [.. NamePatterns.Select(all, s => s.Name, names, name => WriteError(
            ServiceErrors.NotFound(name, Namespace, federation.Name, Suggestions.Nearest(name, all.Select(s => s.Name))).ToRecord(name)))];
    }
}
