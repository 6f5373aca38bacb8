using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble.Tests;

/// <summary>A cluster of the program is a simulated one that answers.</summary>
public class SimulatedCloudTests : IAsyncLifetime
{
    private static readonly ResourceCollection Nodes = new(new("", "v1", "nodes"));
    private readonly Workspace _workspace = new(Small.Cluster());

    public async Task InitializeAsync()
    {
        _workspace.Environment["PULUMI_DOUBLE_CLOUD"] = _workspace.Cloud;
        await _workspace.InitAsync();
    }

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task It_is_made_reached_by_the_plugins_token_changed_guarded_and_taken_away()
    {
        (await _workspace.UpAsync()).Succeeded();
        var outputs = (await _workspace.RunAsync("stack", "output", "--json", "--show-secrets", "--stack", Workspace.Stack)).Succeeded().Json;
        var server = "https://" + outputs.Str("endpoint");
        using var api = HttpKubeApi.FromToken(new(server), await TokenAsync(server), Convert.FromBase64String(outputs.Str("ca")!));
        await UntilNodesAsync(api, 2);
        Assert.Equal("//gkehub.googleapis.com/projects/acme/locations/global/memberships/euw4-a", outputs.Str("membership"));
        (await _workspace.DestroyAsync()).Failed(1, "because it is protected");
        (await _workspace.DestroyAsync("--ignore-protect")).Failed(1, "Cannot destroy cluster because deletion_protection is set to true");

        _workspace.Write("Main.json", Small.Cluster(guarded: false));
        Assert.Contains("update cluster", (await _workspace.UpAsync()).Succeeded().Steps);
        (await _workspace.DestroyAsync("--remove")).Succeeded();
        await Assert.ThrowsAsync<KubeApiException>(() => api.ListAsync(Nodes, ListOptions.All, default));
        Assert.False(File.Exists(_workspace.StackFile));
    }

    [Fact]
    public async Task Nodes_have_what_the_program_says_and_follow_its_counts()
    {
        _workspace.Write("Main.json", Small.Cluster(guarded: false));
        (await _workspace.UpAsync()).Succeeded();
        using var api = await ConnectAsync();
        var node = (await UntilNodesAsync(api, 2))[0];
        Assert.Equal(("gpu", "nvidia-l4", "g2-standard-12", "true"), (node.Label("geofed.dev/pool"), node.Label("cloud.google.com/gke-accelerator"), node.Label("node.kubernetes.io/instance-type"), node.Label("cloud.google.com/gke-spot")));
        Assert.Contains(node.Objects("spec", "taints"), t => t.Str("key") == "nvidia.com/gpu" && t.Str("effect") == "NoSchedule");
        var program = JsonNode.Parse(Small.Cluster(guarded: false))!;
        program.Obj("resources", "gpuPool", "properties")!["nodeCount"] = 3;
        _workspace.Write("Main.json", program.ToText());
        Assert.Contains("update gpuPool", (await _workspace.UpAsync()).Succeeded().Steps);
        await UntilNodesAsync(api, 6);
    }

    [Fact]
    public async Task What_a_crash_left_in_the_cloud_is_found_again_by_its_id()
    {
        _workspace.Write("Main.json", Small.Cluster(guarded: false));
        _workspace.Fault("crash-after", "cluster", "create");
        Assert.Equal(137, (await _workspace.UpAsync()).ExitCode);
        _workspace.NoFault();
        (await _workspace.RunAsync("cancel", "--yes", "--stack", Workspace.Stack)).Succeeded();
        (await _workspace.UpAsync()).Failed(1, "googleapi: Error 409: Already exists: projects/acme/locations/europe-west4/clusters/euw4-a");
        var urn = _workspace.Checkpoint.Objects("pending_operations").Single().Str("resource", "urn")!;
        (await _workspace.RunAsync("refresh", "--yes", "--skip-preview", "--json", "--stack", Workspace.Stack,
            "--import-pending-creates", urn, "--import-pending-creates", "projects/acme/locations/europe-west4/clusters/euw4-a")).Succeeded();
        var run = (await _workspace.UpAsync()).Succeeded();
        Assert.Contains("same cluster", run.Steps);
        Assert.Contains("create gpuPool", run.Steps);
    }

    [Fact]
    public async Task A_refresh_sees_what_somebody_else_deleted()
    {
        (await _workspace.UpAsync()).Succeeded();
        using (var root = HttpKubeApi.FromKubeconfig(new HomeFolder(_workspace.Cloud).RootKubeconfig))
            await new Clusters.Simulated.SimulatedClusters(root, TimeProvider.System).DeleteAsync("acme-europe-west4-euw4-a", TimeSpan.FromSeconds(30), default);
        var run = (await _workspace.RunAsync("refresh", "--yes", "--skip-preview", "--json", "--stack", Workspace.Stack)).Succeeded();
        Assert.Equal(2, run.Bodies("summaryEvent").Single().Int("resourceChanges", "delete"));
    }

    [Fact]
    public async Task The_plugin_knows_no_cluster_that_nobody_named() => (await Run.OfAsync(_workspace.Start(_workspace.Plugin, []), null)).Failed(1, "provideClusterInfo");

    private async Task<HttpKubeApi> ConnectAsync()
    {
        var outputs = (await _workspace.RunAsync("stack", "output", "--json", "--show-secrets", "--stack", Workspace.Stack)).Succeeded().Json;
        var server = "https://" + outputs.Str("endpoint");
        return HttpKubeApi.FromToken(new(server), await TokenAsync(server), Convert.FromBase64String(outputs.Str("ca")!));
    }

    private async Task<string> TokenAsync(string server)
    {
        _workspace.Environment["KUBERNETES_EXEC_INFO"] = new JsonObject
        {
            ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
            ["kind"] = "ExecCredential",
            ["spec"] = new JsonObject { ["cluster"] = new JsonObject { ["server"] = server }, ["interactive"] = false },
        }.ToText();
        var credential = (await Run.OfAsync(_workspace.Start(_workspace.Plugin, []), null)).Succeeded().Json;
        Assert.Equal("client.authentication.k8s.io/v1beta1", credential.Str("apiVersion"));
        return credential.Str("status", "token")!;
    }

    private static async Task<IReadOnlyList<JsonObject>> UntilNodesAsync(IKubeApi api, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var nodes = (await api.ListAsync(Nodes, ListOptions.All, patience.Token)).Items;
            if (nodes.Count == count)
                return nodes;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
