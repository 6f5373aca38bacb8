using System.Text.Json.Nodes;
using Geofed.Model.Local;
using Geofed.Server.Tests;

namespace Geofed.EndToEnd.Tests.Kubectl;

/// <summary>A server with one simulated cluster, "us", whose pods start at once; one for all tests of a class, each of which has a namespace of its own.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    internal HomeProcess Home { get; } = new();

    internal KubectlProcess Kubectl => new(Home.Home.ClusterKubeconfig("us"));

    public async Task InitializeAsync()
    {
        await Home.StartAsync();
        await Home.CreateAsync(LocalApi.SimulatedClusters, "SimulatedCluster", "us", Spec());
    }

    public async Task DisposeAsync() => await Home.DisposeAsync();

    /// <summary>Three ordinary nodes and two with an L4 GPU each.</summary>
    internal static JsonObject Spec() => JsonNode.Parse("""
        {
          "region": "us-west1", "zones": ["us-west1-a", "us-west1-b", "us-west1-c"],
          "nodePools": [
            { "name": "default-pool", "machineType": "n2-standard-8", "count": 3 },
            { "name": "gpu-pool", "machineType": "g2-standard-12", "count": 2, "accelerator": { "type": "nvidia-l4", "count": 1 } }
          ],
          "timing": { "podStart": "50ms", "jobDuration": "200ms" }
        }
        """)!.AsObject();
}
