using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Federation.Capacity;
using Geofed.Federation.Datasets;
using Geofed.Federation.Intents;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.Yaml;

namespace Geofed.Cmdlets.Tests;

/// <summary>Jobs that say where they want to be, on the real control plane; the nodes of the members are written by the test.</summary>
public class JobIntentTests : ShellTest
{
    private static readonly string Prices = Path.Combine(AppContext.BaseDirectory, "prices.json");

    private async Task FederateAsync()
    {
        Home.Lives = true;
        Shell.Get<FederationInfo>("New-Federation prod");
        Shell.Get<FederationMember>("'us-central1', 'europe-west1', 'asia-east1' | New-GeoCluster -NodeCount 1 | Join-Federation");
        foreach (var (cluster, nodes) in new[] { ("us-central1", 2), ("europe-west1", 1), ("asia-east1", 1) })
        {
            for (var i = 0; i < nodes; i++)
                await AddNodeAsync(cluster, $"gpu-{i}");
        }
        Shell.Get<FederatedDataset>("Register-FederatedDataset imagenet -Uri gs://b/imagenet -Region europe-west4 -SizeGB 150");
    }

    private async Task AddNodeAsync(string cluster, string name)
    {
        var api = Home.OpenMember(new($"https://127.0.0.1:1/clusters/{cluster}"), "", null);
        var nodes = new ResourceCollection(new("", "v1", "nodes"));
        var node = JsonNode.Parse($$"""
            { "apiVersion": "v1", "kind": "Node", "metadata": { "name": "{{name}}", "labels": { "cloud.google.com/gke-accelerator": "nvidia-l4" } } }
            """)!.AsObject();
        await api.CreateAsync(nodes, node, new(), default);
        // A node is born not ready.
        await api.PatchAsync(nodes.Named(name), PatchKind.Merge, JsonNode.Parse("""{ "spec": { "taints": null } }""")!.AsObject(), new(), default);
        await api.PatchAsync(nodes.Named(name, "status"), PatchKind.Merge,
            JsonNode.Parse("""{ "status": { "allocatable": { "cpu": "96", "memory": "300Gi", "pods": "110", "nvidia.com/gpu": "8" } } }""")!.AsObject(), new(), default);
    }

    private async Task UntilAsync(string binding, Func<JsonObject?, bool> holds)
    {
        var path = new ResourcePath(KarmadaApi.ResourceBindings, "default", binding);
        await using var follower = new ObjectFollower(Home.Federation(), [path], TimeProvider.System, default);
        Assert.True((await follower.UntilAsync(token => Home.Federation().FindAsync(path, token), holds, TimeSpan.FromSeconds(60), default)).Done);
    }

    private string[] Order(string command) => [.. Shell.Get<JobCandidate>(command).Select(c => c.Cluster)];

    [Fact]
    public async Task A_job_is_published_to_the_nearest_cluster_that_has_room_and_its_policy_says_what_was_wanted()
    {
        await FederateAsync();
        Assert.Equal(["europe-west1", "us-central1", "asia-east1"], Order("Test-FederatedPlacement -Gpu 8 -Dataset imagenet"));
        Assert.Equal(["us-central1"], Shell.Get<JobCandidate>("Test-FederatedPlacement -Replicas 2 -Gpu 8 -Dataset imagenet | Where-Object Fits").Select(c => c.Cluster));
        Shell.Get<FederatedResource>("Publish-FederatedJob train -Image x -Gpu 8 -Dataset imagenet -MaxRoundTripMs 150");
        var policy = await Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", "train-job"), default);
        Assert.Equal(["europe-west1", "us-central1"], policy.Objects("spec", "placement", "clusterAffinities").Select(a => a.Str("affinityName")));
        Assert.Equal("""{"dataset":"imagenet","maxRoundTripMs":150}""", policy.Annotation(GeofedMarks.Intent));
        await UntilAsync("train-job", b => b.Objects("spec", "clusters").Any());
        Assert.Equal("europe-west1 (1)", Shell.Get<string>("\"$((Get-FederatedResource train).Clusters)\"").Single());
    }

    [Fact]
    public async Task What_was_wanted_is_worked_out_anew_for_members_that_joined_later()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>("Publish-FederatedJob train -Image x -Gpu 8 -Dataset imagenet -MaxRoundTripMs 150 -Priority 5");
        var path = new ResourcePath(KarmadaApi.PropagationPolicies, "default", "train-job");
        await UntilAsync("train-job", b => b.Objects("spec", "clusters").Any());
        var before = await Home.Federation().GetAsync(path, default);
        Shell.Run("Update-FederatedPlacement train");
        Assert.Equal(before.Int("metadata", "generation"), (await Home.Federation().GetAsync(path, default)).Int("metadata", "generation"));
        Shell.Get<FederationMember>("New-GeoCluster europe-west4 -NodeCount 1 | Join-Federation");
        await AddNodeAsync("europe-west4", "gpu-0");
        Assert.Contains("Place anew: europe-west1, europe-west4, us-central1; until now europe-west1, us-central1", string.Join('\n', Shell.Show("Update-FederatedPlacement train -WhatIf")), StringComparison.Ordinal);
        Assert.Empty(Shell.Run("Update-FederatedPlacement train -TimeoutSec 60").Errors);
        var after = await Home.Federation().GetAsync(path, default);
        // The nearest is the new one; where the job runs it stays.
        Assert.Equal(["europe-west1", "europe-west4", "us-central1"], after.Objects("spec", "placement", "clusterAffinities").Select(a => a.Strings("clusterNames").Single()));
        Assert.Equal((before.Annotation(GeofedMarks.Intent), before.At("spec", "schedulePriority")?.ToJsonString()), (after.Annotation(GeofedMarks.Intent), after.At("spec", "schedulePriority")?.ToJsonString()));
        Shell.Run("Unregister-FederatedDataset imagenet");
        Assert.Contains("the dataset 'imagenet', which is not registered any more", Assert.Single(Shell.Run("Update-FederatedPlacement train -WhatIf").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidates_are_explained_by_distance_time_and_money()
    {
        await FederateAsync();
        var eu = Shell.Get<JobCandidate>($"Test-FederatedPlacement -Gpu 8 -Dataset imagenet -PriceFile '{Prices}'")[0];
        Assert.Equal(("europe-west1", true, true, 1L, "europe-west4", 5.6, 3.0, 110.0, 100.0), (eu.Cluster, eu.Chosen, eu.Fits, eu.Room, eu.DataFrom, Math.Round(eu.HourlyCost!.Value, 6), Math.Round(eu.EgressCost!.Value, 6), eu.Carbon, eu.Score));
        Assert.Equal(TimeSpan.FromMinutes(2), eu.TransferTime);
        Assert.Matches(@"europe-west1 +europe-west1 +True +1 +3\d\d +\d\.\d +2m +3\.00 +5\.60 +100 +it just fits", string.Join('\n', Shell.Show($"Test-FederatedPlacement -Gpu 8 -Dataset imagenet -PriceFile '{Prices}'")));
        Assert.Equal(["us-central1", "asia-east1", "europe-west1"], Order($"Test-FederatedPlacement -Gpu 8 -Prefer Cheapest -PriceFile '{Prices}'"));
        Assert.Equal(["europe-west1", "us-central1", "asia-east1"], Order($"Test-FederatedPlacement -Gpu 8 -Prefer Greenest -PriceFile '{Prices}'"));
        Assert.Equal(["us-central1", "asia-east1", "europe-west1"], Order("Test-FederatedPlacement -Gpu 8 -SpareCapacity"));
        Assert.Equal("new", Order("Test-FederatedPlacement -Gpu 1 -Near us-east1 -With @{ Name = 'new'; Region = 'us-east1'; Accelerator = 'nvidia-l4' } -Without us-central1")[0]);
        Shell.Run("Measure-GeoLatency -From europe-west1 -To europe-west4 -RoundTripMs 500");
        Assert.Equal("us-central1", Order("Test-FederatedPlacement -Gpu 8 -Dataset imagenet")[0]);
    }

    [Fact]
    public async Task Free_gpus_are_told_by_member_and_by_node()
    {
        await FederateAsync();
        Shell.Run("Suspend-FederationMember asia-east1");
        Assert.Equal(["asia-east1 1 8 0 0", "europe-west1 1 8 8 8", "us-central1 2 16 16 8"],
            Shell.Get<GpuCapacity>("Get-FederationCapacity").Select(g => $"{g.Cluster} {g.Nodes} {g.Gpus} {g.Free} {g.LargestOnNode}"));
        Assert.Equal(["europe-west1"], Shell.Get<GpuCapacity>("Get-FederationCapacity nvidia-* -Region europe-*").Select(g => g.Cluster));
        Assert.Empty(Shell.Get<GpuCapacity>("Get-FederationCapacity nvidia-h100-80gb"));
    }

    [Fact]
    public async Task What_the_queue_waits_for_is_told_with_the_GPUs()
    {
        await FederateAsync();
        Assert.Equal(["0", "0", "0"], Queue());
        Shell.Get<FederatedResource>("Publish-FederatedJob large -Image x -Gpu 8 -Parallelism 5 -Accelerator nvidia-l4 -Cluster us-central1, asia-east1; Publish-FederatedJob other -Image x -Gpu 8 -Accelerator nvidia-h100-80gb");
        await UntilAsync("large-job", b => b.Annotation(GeofedMarks.QueuePosition) is not null);
        Assert.Equal(["40", "0", "40"], Queue());
        Shell.Get<FederatedResource>("Publish-FederatedJob whole -Image x -Gpu 8 -Parallelism 2 -Priority 5 -Cluster us-central1; Publish-FederatedJob next -Image x -Gpu 8 -Parallelism 2 -Cluster us-central1");
        await UntilAsync("next-job", b => b.Annotation(GeofedMarks.QueueReserved) is not null);
        Assert.Equal("56 default/next", Queue()[2]);

        string[] Queue() => [.. Shell.Get<GpuCapacity>("Get-FederationCapacity").Select(g => $"{g.Queued} {g.KeptFor}".Trim())];
    }

    [Fact]
    public async Task The_policy_can_be_seen_before_it_is_published()
    {
        await FederateAsync();
        var policy = YamlText.ReadOne(Shell.Get<string>("Test-FederatedPlacement -Replicas 3 -Gpu 8 -Near us-central1 -Divide -AsPolicy").Single());
        Assert.Equal(["us-central1", "europe-west1", "asia-east1"], policy.Strings("spec", "placement", "clusterAffinity", "clusterNames"));
        Assert.Equal("Aggregated", policy.Str("spec", "placement", "replicaScheduling", "replicaDivisionPreference"));
        Assert.Contains("kind: PropagationPolicy", Shell.Get<string>("Test-FederatedPlacement -Replicas 3 -Region us-central1 -AsPolicy").Single(), StringComparison.Ordinal);
        Assert.Empty(Shell.Get<FederatedResource>("Get-FederatedResource"));
    }

    [Fact]
    public async Task A_GPU_type_that_no_cluster_has_is_told_also_of_a_job_that_goes_anywhere()
    {
        await FederateAsync();
        Assert.Equal(["No cluster has a GPU 'nvidia-l44'; there is nvidia-l4 (did you mean 'nvidia-l4'?). What asks for it waits until a member has one."], Shell.Run("Publish-FederatedJob tune -Image x -Gpu 1 -Accelerator nvidia-l44").Warnings);
        Assert.Empty(Shell.Run("Publish-FederatedJob fits -Image x -Gpu 1 -Accelerator nvidia-l4").Warnings);
    }

    [Theory]
    [InlineData("-Gpu 8 -Dataset imagenett", "DatasetNotFound", "Did you mean 'imagenet'?")]
    [InlineData("-Gpu 8 -Near us-cntral1", "UnknownRegion", "Did you mean 'us-central1'?")]
    [InlineData("-Gpu 1 -Accelerator nvidia-h100-80gb -Near us-east1", "Impossible", "No cluster has a GPU 'nvidia-h100-80gb'; there is nvidia-l4.")]
    [InlineData("-Gpu 16 -SpareCapacity", "Impossible", "the largest has 8")]
    [InlineData("-Gpu 8 -Parallelism 5 -SpareCapacity", "Impossible", "3 too few")]
    [InlineData("-Gpu 8 -Near us-east1 -Dataset imagenet", "ContradictoryParameters", "-Near and -Dataset")]
    [InlineData("-Gpu 8 -Prefer Cheapest", "PricesMissing", "there is no price file")]
    [InlineData("-Gpu 8 -Prefer Cheapest -PriceFile ./nowhere.json", "PathNotFound", "nowhere.json")]
    public async Task Bad_input_is_one_clear_error_and_publishes_nothing(string parameters, string id, string message)
    {
        await FederateAsync();
        AssertError(Shell.Error($"Publish-FederatedJob train -Image x {parameters}"), id, message);
        Assert.Empty(Shell.Get<FederatedResource>("Get-FederatedResource"));
    }

    [Theory]
    [InlineData("""{ "currency": "EUR", "gpuHours": {} }""", "gpuHours")]
    [InlineData("""{ "gpuHour": { "nvidia-l4": -1 } }""", "gpuHour of nvidia-l4")]
    [InlineData("""{ "gpuHour": null }""", "gpuHour")]
    [InlineData("""{ "gpuHour": { "nvidia-l5": 1 } }""", "The prices do not say: gpuHour of nvidia-l4.")]
    public async Task A_price_file_that_is_wrong_says_where(string text, string message)
    {
        await FederateAsync();
        File.WriteAllText(Home.Home.PricesFile, text);
        Assert.Contains(message, Shell.Error("Publish-FederatedJob train -Image x -Gpu 8 -Prefer Cheapest").Exception.Message, StringComparison.OrdinalIgnoreCase);
    }
}
