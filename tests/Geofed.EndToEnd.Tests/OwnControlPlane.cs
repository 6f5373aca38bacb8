using Geofed.Server.Tests;

namespace Geofed.EndToEnd.Tests;

/// <summary>Geofed's own control plane with the clusters of a kubeconfig as its members, from joining to leaving.</summary>
internal static class OwnControlPlane
{
    public static async Task RunAsync(HomeProcess home, string kubeconfig)
    {
        var fleet = await Fleet.JoinedAsync(home, kubeconfig);
        try
        {
            await WholeWay.RunAsync(fleet);
        }
        finally
        {
            foreach (var member in fleet.Members.Keys)
                await Membership.LeaveAsync(fleet, member);
        }
        foreach (var (name, api) in fleet.Members)
        {
            await Membership.AssertGoneAsync(fleet, name);
            api.Dispose();
        }
    }
}
