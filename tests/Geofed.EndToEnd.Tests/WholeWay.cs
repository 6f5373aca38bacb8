using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Server.Tests;

namespace Geofed.EndToEnd.Tests;

/// <summary>The way of one Deployment through a federation, looked at from the members. Nothing here depends on what serves them; pods need not run.</summary>
internal static class WholeWay
{
    private const string Namespace = "default";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task RunAsync(Fleet fleet)
    {
        var name = $"geofed-e2e-{Guid.NewGuid():n}"[..22];
        var template = DeploymentTemplate.From(new DeploymentRequest(name, "registry.k8s.io/pause:3.10") { Namespace = Namespace, Replicas = 6, Cpu = "10m", Memory = "16Mi" });
        var members = fleet.Members.Keys.Order(StringComparer.Ordinal).ToList();
        try
        {
            await PublishedAsync(fleet, template, members);
            await ChangedAsync(fleet, name, members);
            await RepairedAsync(fleet, name, members[0]);
            Assert.True(await fleet.Deployments.UnpublishAsync(new(Namespace, name), Patience, default));
            foreach (var member in members)
                Assert.Null(await fleet.Members[member].FindAsync(Path(name), default));
        }
        finally
        {
            await fleet.Deployments.UnpublishAsync(new(Namespace, name), null, default);
        }
    }

    private static async Task PublishedAsync(Fleet fleet, JsonObject template, List<string> members)
    {
        var policy = PropagationPolicy.For(template, new PlacementRequest { Clusters = members }, new Dictionary<string, string>());
        await fleet.Deployments.PublishAsync(template, policy, null, _ => { }, default);
        // Equal shares of six, the remainder on some of them.
        var shares = await Task.WhenAll(members.Select(member => fleet.Members[member].UntilAsync(Path(template.Name()), o => o.Int("spec", "replicas") > 0)));
        Assert.Equal(6, shares.Sum(o => o.Int("spec", "replicas")));
        Assert.All(shares, o => Assert.InRange(o.Int("spec", "replicas")!.Value, 6 / members.Count, (6 + members.Count - 1) / members.Count));
    }

    private static async Task ChangedAsync(Fleet fleet, string name, List<string> members)
    {
        await fleet.Deployments.ChangeAsync(new(Namespace, name), 3 * members.Count, null, "registry.k8s.io/pause:3.9", null, default);
        foreach (var member in members)
            await fleet.Members[member].UntilAsync(Path(name), o => o.Int("spec", "replicas") == 3 && DeploymentTemplate.Images(o) is ["registry.k8s.io/pause:3.9"]);
    }

    /// <summary>What somebody changes on a member by hand is put right.</summary>
    private static async Task RepairedAsync(Fleet fleet, string name, string member)
    {
        var drift = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 7 } };
        var changed = await fleet.Members[member].PatchAsync(Path(name), PatchKind.Merge, drift, new("somebody"), default);
        Assert.Equal(7, changed.Int("spec", "replicas"));
        await fleet.Members[member].UntilAsync(Path(name), o => o.Int("spec", "replicas") == 3);
    }

    private static ResourcePath Path(string name) => new(DeploymentTemplate.Resource, Namespace, name);
}
