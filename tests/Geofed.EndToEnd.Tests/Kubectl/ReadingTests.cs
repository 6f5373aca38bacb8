namespace Geofed.EndToEnd.Tests.Kubectl;

/// <summary>kubectl's ways to look at a simulated cluster.</summary>
public sealed class ReadingTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private readonly KubectlProcess _kubectl = cluster.Kubectl;

    [KubectlFact]
    public async Task Nodes_are_listed_with_what_they_are()
    {
        await _kubectl.RunAsync("wait node --all --for=condition=Ready --timeout=30s");
        var lines = Lines(await _kubectl.RunAsync("get nodes -o wide"));
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("NAME", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.Contains("Simulated", line, StringComparison.Ordinal));
        Assert.Equal(2, Lines(await _kubectl.RunAsync("get nodes -l cloud.google.com/gke-accelerator=nvidia-l4 --no-headers")).Length);
        var described = await _kubectl.RunAsync("describe nodes -l cloud.google.com/gke-accelerator=nvidia-l4");
        Assert.Contains("nvidia.com/gpu:", described, StringComparison.Ordinal);
        Assert.Contains("topology.kubernetes.io/region=us-west1", described, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Pods_are_found_by_label_by_field_in_all_namespaces_and_as_documents()
    {
        await _kubectl.RunAsync("create namespace reading");
        await _kubectl.RunAsync("-n reading create deployment web --image=example/web:1 --replicas=2");
        await _kubectl.RunAsync("-n reading rollout status deployment/web --timeout=30s");
        Assert.Equal(2, Lines(await _kubectl.RunAsync("-n reading get pods -l app=web --no-headers")).Length);
        Assert.Equal(2, Lines(await _kubectl.RunAsync("-n reading get pods --field-selector=status.phase=Running --no-headers")).Length);
        Assert.Empty(Lines(await _kubectl.RunAsync("-n reading get pods --field-selector=status.phase=Pending --no-headers")));
        Assert.Contains("reading", await _kubectl.RunAsync("get pods -A"), StringComparison.Ordinal);
        Assert.Contains("image: example/web:1", await _kubectl.RunAsync("-n reading get deployment web -o yaml"), StringComparison.Ordinal);
        Assert.Equal("2", await _kubectl.RunAsync("-n reading get deployment web -o jsonpath={.status.availableReplicas}"));

        var pod = (await _kubectl.RunAsync("-n reading get pods -l app=web -o name")).Split('\n')[0];
        var described = await _kubectl.RunAsync($"-n reading describe {pod}");
        Assert.Contains("Successfully assigned", described, StringComparison.Ordinal);
        Assert.Contains("Started container", described, StringComparison.Ordinal);
        var deployment = await _kubectl.RunAsync("-n reading describe deployment web");
        Assert.Contains("2 desired | 2 updated | 2 total | 2 available | 0 unavailable", deployment, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task A_watch_tells_of_what_happens_meanwhile()
    {
        await _kubectl.RunAsync("create namespace watching");
        var watch = _kubectl.TryAsync("-n watching get configmaps --watch --request-timeout=4s -o name", null, null);
        await _kubectl.RunAsync("-n watching create configmap seen --from-literal=a=1");
        Assert.Contains("configmap/seen", (await watch).Output, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task It_says_what_it_serves_and_explains_it()
    {
        var resources = await _kubectl.RunAsync("api-resources");
        Assert.Matches("deployments +deploy +apps/v1 +true +Deployment", resources);
        Assert.Contains("simulated", (await _kubectl.RunAsync("get nodes -o jsonpath={.items[0].metadata.labels}")), StringComparison.Ordinal);
        var explained = await _kubectl.RunAsync("explain deployment.spec.strategy.rollingUpdate");
        Assert.Contains("maxSurge", explained, StringComparison.Ordinal);
        Assert.Equal("yes", (await _kubectl.RunAsync("auth can-i create deployments")).Trim());
        Assert.Contains("Server Version: v1.", await _kubectl.RunAsync("version"), StringComparison.Ordinal);
        Assert.Contains("is running at", await _kubectl.RunAsync("cluster-info"), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task What_needs_a_process_is_refused_in_one_sentence()
    {
        await _kubectl.RunAsync("create namespace refusing");
        await _kubectl.RunAsync("-n refusing run one --image=example/one:1");
        await _kubectl.RunAsync("-n refusing wait pod/one --for=condition=Ready --timeout=30s");
        foreach (var line in new[] { "-n refusing logs one", "-n refusing exec one -- ls", "-n refusing port-forward one 0:80" })
            Assert.Contains("this cluster is simulated: no container runs in it", await _kubectl.FailAsync(line), StringComparison.Ordinal);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
