using Geofed.Client;
using Geofed.Server.Tests;

namespace Geofed.EndToEnd.Tests;

/// <summary>On clusters of somebody else's making, when they are given.</summary>
public sealed class RealClusterTests : IAsyncLifetime
{
    private readonly HomeProcess _home = new();

    [EnvironmentFact(EnvironmentFactAttribute.Members)]
    public async Task Geofeds_control_plane_places_a_deployment_on_real_clusters()
    {
        await _home.StartAsync();
        await OwnControlPlane.RunAsync(_home, EnvironmentFactAttribute.Value(EnvironmentFactAttribute.Members));
    }

    [EnvironmentFact(EnvironmentFactAttribute.Karmada)]
    public async Task The_same_client_places_a_deployment_through_a_real_Karmada()
    {
        using var karmada = HttpKubeApi.FromKubeconfig(EnvironmentFactAttribute.Value(EnvironmentFactAttribute.Karmada));
        var joined = (await new Federation.FederationMembers("karmada", karmada, TimeProvider.System).ListAsync(default)).Where(m => m.IsReady).Select(m => m.Name).ToHashSet();
        Assert.NotEmpty(joined);
        // Those members that can be looked into; without any, the control plane's own word has to do.
        var clusters = Environment.GetEnvironmentVariable(EnvironmentFactAttribute.Members) is { Length: > 0 } members ? Fleet.ClustersOf(members) : [];
        var visible = clusters.Where(c => joined.Contains(c.Key)).ToDictionary();
        if (visible.Count > 0)
            await WholeWay.RunAsync(new(karmada, visible));
        else
            await ByItsWord.RunAsync(new(karmada, visible), [.. joined]);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();
}
