using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Connections;

/// <summary>All federations there are for this user: those of this machine's server, and those that something else serves.</summary>
internal static class FederationCatalogue
{
    public static async Task<IReadOnlyList<FederationInfo>> ListAsync(IApiSource apis, IKubeApi root, CancellationToken ct)
    {
        var local = await new FederationInventory(root, TimeProvider.System).ListAsync(ct).ConfigureAwait(false);
        return [.. local.Concat(RemoteFederations.List(apis)).OrderBy(f => f.Name, StringComparer.Ordinal)];
    }
}
