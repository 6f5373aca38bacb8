using Geofed.Cmdlets.Connections;
using Geofed.Federation.Joining;
using Geofed.Model.Local;

namespace Geofed.Cmdlets.Members;

/// <summary>Lets members of a federation go.</summary>
/// <param name="force">Gives up on members that do not answer.</param>
internal sealed class MemberDeparture(FederationConnection federation, IApiSource apis, bool force, TimeSpan timeout)
{
    /// <exception cref="JoinException">The member is not free in time.</exception>
    public async Task RemoveAsync(string member, CancellationToken ct)
    {
        var inventory = ClusterCatalogue.Open(apis, await apis.RootAsync(ct).ConfigureAwait(false));
        // A cluster that is gone or not of this machine cannot be opened here: then the federation alone forgets it.
        var cluster = await inventory.FindAsync(member, ct).ConfigureAwait(false);
        var api = cluster is { Kubeconfig: { } kubeconfig, Status: LocalApi.Running } ? apis.Open(kubeconfig) : null;
        await MemberJoin.UnjoinAsync(api, federation.Api, new(member) { Force = force, Patience = timeout }, ct).ConfigureAwait(false);
    }
}
