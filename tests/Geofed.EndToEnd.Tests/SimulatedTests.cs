using Geofed.Client;
using Geofed.Server.Tests;

namespace Geofed.EndToEnd.Tests;

/// <summary>On simulated clusters: always.</summary>
public sealed class SimulatedTests : IAsyncLifetime
{
    private readonly HomeProcess _home = new();

    [Fact]
    public async Task A_deployment_goes_its_whole_way_and_members_leave_without_a_trace()
    {
        await _home.StartAsync();
        var kubeconfig = new Kubeconfig();
        foreach (var name in new[] { "us", "eu", "asia" })
        {
            await _home.CreateClusterAsync(name);
            kubeconfig.Add(Kubeconfig.Load(_home.Home.ClusterKubeconfig(name)), replace: false);
        }
        var path = Path.Combine(_home.Home.Folder, "members.yaml");
        kubeconfig.Save(path);
        await OwnControlPlane.RunAsync(_home, path);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();
}
