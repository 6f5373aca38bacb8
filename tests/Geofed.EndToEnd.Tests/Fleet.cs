using Geofed.Client;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Server.Tests;

namespace Geofed.EndToEnd.Tests;

/// <summary>A federation and those of its members that can be looked into.</summary>
internal sealed class Fleet(IKubeApi federation, IReadOnlyDictionary<string, HttpKubeApi> members)
{
    public IKubeApi Federation => federation;

    public IReadOnlyDictionary<string, HttpKubeApi> Members => members;

    public FederatedDeployments Deployments => new("e2e", federation, TimeProvider.System);

    public FederationMembers FederationMembers => new("e2e", federation, TimeProvider.System);

    /// <summary>Clusters of a kubeconfig, by the names of its contexts.</summary>
    public static Dictionary<string, HttpKubeApi> ClustersOf(string kubeconfig) =>
        Kubeconfig.Load(kubeconfig).Contexts.ToDictionary(context => context, context => HttpKubeApi.FromKubeconfig(kubeconfig, context));

    /// <summary>A new federation of this machine that these clusters have joined.</summary>
    public static async Task<Fleet> JoinedAsync(HomeProcess home, string kubeconfig)
    {
        await home.CreateAsync(Model.Local.LocalApi.Federations, "Federation", "e2e", []);
        var fleet = new Fleet(home.Federation("e2e"), ClustersOf(kubeconfig));
        await Task.WhenAll(fleet.Members.Select(member => Membership.JoinAsync(fleet, member.Key, kubeconfig)));
        return fleet;
    }
}
