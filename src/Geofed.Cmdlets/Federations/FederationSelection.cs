using System.Management.Automation;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Cmdlets.Federations;

/// <summary>Finds the federations that names select.</summary>
internal static class FederationSelection
{
    /// <param name="missing">Called with an error for each plain name that no federation has.</param>
    public static async Task<IReadOnlyList<FederationInfo>> SelectAsync(IApiSource apis, string[]? names, Action<ErrorRecord> missing, CancellationToken ct)
    {
        var remote = RemoteFederations.List(apis);
        // Those that something else serves need no server on this machine.
        var all = names is { Length: > 0 } && names.All(n => remote.Any(f => f.Name.Equals(n, StringComparison.OrdinalIgnoreCase)))
            ? remote
            : await FederationCatalogue.ListAsync(apis, await apis.RootAsync(ct).ConfigureAwait(true), ct).ConfigureAwait(true);
        return [.. NamePatterns.Select(all, f => f.Name, names, name =>
            missing(GeofedErrors.FederationNotFound(name, Suggestions.Nearest(name, all.Select(f => f.Name))).ToRecord(name)))];
    }

    /// <summary>Adds what the federation itself knows of its members; leaves them unknown when it does not answer.</summary>
    public static async Task<FederationInfo> WithMembersAsync(IApiSource apis, FederationInfo info, CancellationToken ct)
    {
        if (info.Status != LocalApi.Running)
            return info;
        try
        {
            var members = await FederationConnection.Open(apis, info).Members.ListAsync(ct).ConfigureAwait(false);
            return info with { Members = [.. members.Select(m => m.Name)], ReadyMembers = members.Count(m => m.IsReady) };
        }
        catch (Exception e) when (e is ClusterUnreachableException or KubeApiException)
        {
            return info with { Message = e.Message };
        }
    }
}
