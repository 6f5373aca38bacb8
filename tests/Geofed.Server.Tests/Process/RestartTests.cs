using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.Local;

namespace Geofed.Server.Tests;

/// <summary>A control plane in one process and its members in another: what becomes of the members' workloads when either is killed.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private static readonly string[] Names = ["us", "eu"];
    private static readonly GroupVersionResource Deployments = new("apps", "v1", "deployments");
    private static readonly GroupVersionResource[] Kinds = [Deployments, new("apps", "v1", "replicasets"), new("", "v1", "pods")];
    private readonly HomeProcess _members = new();
    private readonly HomeProcess _plane = new();

    [Fact]
    public async Task Healthy_workloads_are_not_touched_by_a_control_plane_that_is_killed_and_comes_back()
    {
        var before = await AllOfWebAsync();
        await _plane.KillAsync();
        await _plane.StartAsync();
        // What is published after is ready after the restart has been worked through.
        await PublishAsync("later");
        Assert.Equal(before, await AllOfWebAsync());
    }

    [Fact]
    public async Task What_was_changed_or_deleted_in_a_member_while_the_control_plane_was_down_is_repaired()
    {
        await _plane.KillAsync();
        var eu = await _members.Cluster("eu").GetAsync(Deployment("web"), default);
        await _members.Cluster("us").PatchAsync(Deployment("web"), PatchKind.Merge, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 5 } }, new(), default);
        await _members.Cluster("eu").DeleteAsync(Deployment("web"), new(), default);
        await _plane.StartAsync();

        await _members.Cluster("us").UntilAsync(Deployment("web"), d => d.Int("spec", "replicas") == 2 && d.Int("status", "readyReplicas") == 2);
        await _members.Cluster("eu").UntilAsync(Deployment("web"), d => d.Uid() != eu.Uid() && d.Int("status", "readyReplicas") == 2);
    }

    [Fact]
    public async Task Members_that_are_killed_and_come_back_are_followed_again()
    {
        var before = await AllOfWebAsync();
        await _members.KillAsync();
        await _members.StartAsync();
        Assert.Equal(before, await AllOfWebAsync());

        await _members.Cluster("us").PatchAsync(Deployment("web"), PatchKind.Merge, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 5 } }, new(), default);
        await _members.Cluster("us").UntilAsync(Deployment("web"), d => d.Int("spec", "replicas") == 2);
    }

    /// <summary>Whatever belongs to the deployment in either member, each object with its version: any write would show.</summary>
    private async Task<List<string>> AllOfWebAsync()
    {
        var all = new List<string>();
        foreach (var (cluster, kind) in Names.SelectMany(cluster => Kinds.Select(kind => (cluster, kind))))
        {
            var list = await _members.Cluster(cluster).ListAsync(new(kind, "default"), new() { LabelSelector = "app=web" }, default);
            all.AddRange(list.Items.Select(o => $"{cluster} {kind.Resource} {o.Name()} {o.Uid()} {o.Int("metadata", "generation")} {o.ResourceVersion()}"));
        }
        Assert.Equal(2 * (1 + 1 + 2), all.Count);
        return all;
    }

    /// <summary>Divides four replicas over the members, and returns when the federation tells that they are ready.</summary>
    private async Task PublishAsync(string name)
    {
        var federation = _plane.Federation("prod");
        await federation.CreateAsync(new(Deployments, "default"), JsonNode.Parse($$"""
            { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "{{name}}", "labels": { "app": "{{name}}" } },
              "spec": { "replicas": 4, "selector": { "matchLabels": { "app": "{{name}}" } },
                "template": { "metadata": { "labels": { "app": "{{name}}" } }, "spec": { "containers": [ { "name": "web", "image": "registry.example/web:1" } ] } } } }
            """)!.AsObject(), new(), default);
        await federation.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), JsonNode.Parse($$"""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "{{name}}" },
              "spec": { "resourceSelectors": [ { "apiVersion": "apps/v1", "kind": "Deployment", "name": "{{name}}" } ],
                "placement": { "clusterAffinity": {}, "replicaScheduling": { "replicaSchedulingType": "Divided" } } } }
            """)!.AsObject(), new(), default);
        await federation.UntilAsync(Deployment(name), d => d.Int("status", "readyReplicas") == 4);
    }

    private static ResourcePath Deployment(string name) => new(Deployments, "default", name);

    public async Task InitializeAsync()
    {
        await Task.WhenAll(_members.StartAsync(), _plane.StartAsync());
        await _plane.CreateAsync(LocalApi.Federations, "Federation", "prod", []);
        foreach (var name in Names)
        {
            await _members.CreateAsync(LocalApi.SimulatedClusters, "SimulatedCluster", name, JsonNode.Parse("""
                { "region": "us-west1", "nodePools": [ { "name": "pool", "machineType": "n2-standard-8", "count": 1 } ], "timing": { "podStart": "100ms" } }
                """)!.AsObject());
            await _plane.JoinAsync("prod", _members, name);
            await _plane.ReadyAsync("prod", name);
        }
        await PublishAsync("web");
    }

    public async Task DisposeAsync()
    {
        await _plane.DisposeAsync();
        await _members.DisposeAsync();
    }
}
