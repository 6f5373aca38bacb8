using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Policies;

/// <summary>The base of cmdlets that work with policies that are there.</summary>
public abstract class PolicyCmdlet : FederationCmdlet
{
    /// <summary>The namespace; wildcards are allowed. When left out: "default", and policies about all namespaces.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [AllowEmptyString]
    [SupportsWildcards]
    public string? Namespace { get; set; }

    /// <summary>The policies that the names select; a name that none has is written as an error.</summary>
    /// <param name="what">What to call them in errors: placement or override.</param>
    private protected async Task<IReadOnlyList<T>> SelectAsync<T>(FederationPolicies<T> policies, string what, string[]? names) where T : IFederationPolicy
    {
        var federation = await ConnectAsync();
        var pattern = new WildcardPattern(Namespace ?? "default", WildcardOptions.IgnoreCase);
        var all = (await policies.ListAsync(null, Stop)).Where(p => pattern.IsMatch(p.Namespace) || (Namespace is null && p.Namespace.Length == 0)).ToList();
        return [.. NamePatterns.Select(all, p => p.Name, names, name => WriteError(
            GeofedErrors.PolicyNotFound(what, name, Namespace ?? "default", federation.Name, Suggestions.Nearest(name, all.Select(p => p.Name))).ToRecord(name)))];
    }

    private protected async Task RemoveAsync<T>(FederationPolicies<T> policies, string what, string[] names) where T : IFederationPolicy
    {
        var federation = await ConnectAsync();
        foreach (var policy in await SelectAsync(policies, what, names))
        {
            await ForEachAsync(policy, async () =>
            {
                if (ShouldProcess($"{policy.Name}{(policy.Namespace.Length == 0 ? "" : $" in namespace {policy.Namespace}")} of federation '{federation.Name}'", $"Delete {what}"))
                    await policies.DeleteAsync(policy, Stop);
            });
        }
    }
}
