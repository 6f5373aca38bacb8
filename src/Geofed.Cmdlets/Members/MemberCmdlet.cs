using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Members;

/// <summary>The base of cmdlets that work with members that are there.</summary>
public abstract class MemberCmdlet : FederationCmdlet
{
    /// <summary>The members that the names select; a name that no member has is written as an error.</summary>
    private protected async Task<IReadOnlyList<FederationMember>> SelectAsync(string[]? names)
    {
        var federation = await ConnectAsync();
        var all = await federation.Members.ListAsync(Stop);
        return [.. NamePatterns.Select(all, m => m.Name, names, name => WriteError(
            GeofedErrors.MemberNotFound(name, federation.Name, Suggestions.Nearest(name, all.Select(m => m.Name))).ToRecord(name)))];
    }

    /// <summary>The template of a workload, by which its pods are found.</summary>
    /// <exception cref="GeofedErrorException">There is no such kind, or nothing of that name.</exception>
    private protected async Task<(ApiResource Kind, JsonObject Template)> WorkloadAsync(FederationConnection federation, string kindName, string ns, string name)
    {
        var (kinds, api) = (federation.Resources.Kinds, federation.Api);
        var kind = await kinds.FindAsync(kindName, Stop) ?? throw GeofedErrors.UnknownKind(kindName, federation.Name, Suggestions.Nearest(kindName, (await kinds.AllAsync(Stop)).Select(k => k.Kind)));
        var template = await api.FindAsync(kind.In(ns).Named(name), Stop) ?? throw GeofedErrors.ResourceNotFound(
            name, $"and the kind {kind.Kind} in namespace '{ns}'", federation.Name, Suggestions.Nearest(name, (await api.ListAsync(kind.In(ns), ListOptions.All, Stop)).Items.Select(o => o.Name())));
        return (kind, template);
    }
}
