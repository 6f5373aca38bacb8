using Geofed.Client;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.EndToEnd.Tests;

/// <summary>The way of one Deployment as the control plane tells it, where its members cannot be looked into.</summary>
internal static class ByItsWord
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task RunAsync(Fleet fleet, IReadOnlyList<string> members)
    {
        var key = new NamespacedName("default", $"geofed-e2e-{Guid.NewGuid():n}"[..22]);
        var template = DeploymentTemplate.From(new DeploymentRequest(key.Name, "registry.k8s.io/pause:3.10") { Replicas = 2 * members.Count, Cpu = "10m" });
        await using var follower = new ObjectFollower(fleet.Federation, [new(DeploymentTemplate.Resource, "default", key.Name)], TimeProvider.System, default);
        try
        {
            await fleet.Deployments.PublishAsync(template, PropagationPolicy.For(template, new PlacementRequest { Clusters = members }, new Dictionary<string, string>()), null, _ => { }, default);
            var (placed, done) = await follower.UntilAsync(
                ct => fleet.Deployments.GetAsync(key, ct), d => d.Clusters.Count == members.Count && d.Clusters.All(c => c.Replicas == 2), Patience, default);
            Assert.True(done, $"{placed.Status}: {placed.Reason}");
        }
        finally
        {
            Assert.True(await fleet.Deployments.UnpublishAsync(key, Patience, default));
        }
    }
}
