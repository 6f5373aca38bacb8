using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Resources;

/// <summary>The base of cmdlets that work with what is placed, of any kind.</summary>
public abstract class ResourceCmdlet : FederationCmdlet
{
    /// <summary>Only of these kinds, e.g. Service; wildcards are allowed.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceKindCompleter))]
    [SupportsWildcards]
    public string[]? Kind { get; set; }

    /// <summary>The namespace; wildcards are allowed. When left out: "default", and what is of a kind without namespaces.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [AllowEmptyString]
    [SupportsWildcards]
    public string? Namespace { get; set; }

    /// <summary>What the names and kinds select; a name that nothing has is written as an error.</summary>
    private protected async Task<IReadOnlyList<FederatedResource>> SelectAsync(string[]? names)
    {
        var federation = await ConnectAsync();
        var wanted = Namespace ?? "default";
        var pattern = new WildcardPattern(wanted, WildcardOptions.IgnoreCase);
        var all = (await federation.Resources.ListAsync(WildcardPattern.ContainsWildcardCharacters(wanted) || wanted.Length == 0 ? null : wanted, Stop))
            .Where(r => pattern.IsMatch(r.Namespace) || (Namespace is null && r.Namespace.Length == 0));
        var ofKind = NamePatterns.Select(all, r => r.Kind, Kind, _ => { }).ToList();
        return [.. NamePatterns.Select(ofKind, r => r.Name, names, name => WriteError(GeofedErrors.ResourceNotFound(
            name, Where(), federation.Name, Suggestions.Nearest(name, ofKind.Select(r => r.Name))).ToRecord(name)))];
    }

    private string Where() => (Kind is null ? "" : $"and the kind {string.Join(", ", Kind)} ") + (Namespace is { Length: 0 } ? "outside of namespaces" : $"in namespace '{Namespace ?? "default"}'");
}
