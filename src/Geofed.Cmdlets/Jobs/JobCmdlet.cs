using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Jobs;

/// <summary>The base of cmdlets that work with Jobs that are there.</summary>
public abstract class JobCmdlet : FederationCmdlet
{
    /// <summary>The namespace; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Namespace { get; set; } = "default";

    /// <summary>What the names select; a name that no Job has is written as an error.</summary>
    private protected async Task<IReadOnlyList<FederatedJob>> SelectAsync(FederationConnection federation, string[]? names)
    {
        var pattern = new WildcardPattern(Namespace, WildcardOptions.IgnoreCase);
        var all = (await federation.Jobs.ListAsync(WildcardPattern.ContainsWildcardCharacters(Namespace) ? null : Namespace, Stop)).Where(j => pattern.IsMatch(j.Namespace)).ToList();
        return [.. NamePatterns.Select(all, j => j.Name, names, name => WriteError(
            GeofedErrors.JobNotFound(name, Namespace, federation.Name, Suggestions.Nearest(name, all.Select(j => j.Name))).ToRecord(name)))];
    }
}
