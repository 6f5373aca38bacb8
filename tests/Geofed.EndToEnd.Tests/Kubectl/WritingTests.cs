namespace Geofed.EndToEnd.Tests.Kubectl;

/// <summary>kubectl's ways to change a simulated cluster.</summary>
public sealed class WritingTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private static readonly string Manifests = Path.Combine(AppContext.BaseDirectory, "manifests");
    private readonly KubectlProcess _kubectl = cluster.Kubectl;

    [KubectlFact]
    public async Task A_rollout_is_followed_looked_back_on_and_undone()
    {
        await _kubectl.RunAsync("create namespace rollout");
        await _kubectl.RunAsync("-n rollout create deployment web --image=example/web:1 --replicas=3");
        Assert.Contains("successfully rolled out", await _kubectl.RunAsync("-n rollout rollout status deployment/web --timeout=30s"), StringComparison.Ordinal);

        await _kubectl.RunAsync("-n rollout set image deployment/web web=example/web:2");
        await _kubectl.RunAsync("-n rollout annotate deployment/web kubernetes.io/change-cause=second");
        await _kubectl.RunAsync("-n rollout rollout status deployment/web --timeout=30s");
        var history = await _kubectl.RunAsync("-n rollout rollout history deployment/web");
        Assert.Matches("2 +second", history);
        Assert.Contains("example/web:1", await _kubectl.RunAsync("-n rollout rollout history deployment/web --revision=1"), StringComparison.Ordinal);

        await _kubectl.RunAsync("-n rollout rollout undo deployment/web");
        await _kubectl.RunAsync("-n rollout rollout status deployment/web --timeout=30s");
        Assert.Equal("example/web:1", await _kubectl.RunAsync("-n rollout get deployment web -o 'jsonpath={.spec.template.spec.containers[0].image}'"));
        await _kubectl.RunAsync("-n rollout rollout restart deployment/web");
        await _kubectl.RunAsync("-n rollout rollout status deployment/web --timeout=30s");
        Assert.Equal("3", await _kubectl.RunAsync("-n rollout get deployment web -o jsonpath={.status.readyReplicas}"));
    }

    [KubectlFact]
    public async Task Objects_are_scaled_labelled_edited_waited_for_and_deleted()
    {
        await _kubectl.RunAsync("create namespace change");
        await _kubectl.RunAsync("-n change create deployment web --image=example/web:1");
        await _kubectl.RunAsync("-n change scale deployment/web --replicas=4");
        await _kubectl.RunAsync("-n change wait deployment/web --for=jsonpath={.status.readyReplicas}=4 --timeout=30s");
        await _kubectl.RunAsync("-n change label deployment/web tier=front");
        Assert.Contains("web", await _kubectl.RunAsync("-n change get deployments -l tier=front -o name"), StringComparison.Ordinal);
        await _kubectl.RunAsync("-n change patch deployment web -p '{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"env\":[{\"name\":\"A\",\"value\":\"1\"}]}]}}}}'");
        await _kubectl.RunAsync("-n change patch deployment web --type=json -p '[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":2}]'");
        await _kubectl.RunAsync("-n change edit deployment web", editor: "sed -i s,example/web:1,example/web:3,");
        await _kubectl.RunAsync("-n change rollout status deployment/web --timeout=30s");
        Assert.Equal("example/web:3 1", await _kubectl.RunAsync("-n change get deployment web -o 'jsonpath={.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].env[0].value}'"));
        await _kubectl.RunAsync("-n change delete deployment web --wait");
        await _kubectl.RunAsync("-n change wait pod --all --for=delete --timeout=30s");
        await _kubectl.RunAsync("delete namespace change --timeout=30s");
    }

    [KubectlFact]
    public async Task A_model_server_is_applied_both_ways_and_becomes_ready()
    {
        await _kubectl.RunAsync("create namespace serve");
        await _kubectl.RunAsync($"-n serve apply -f {Manifests}/serve.yaml");
        await _kubectl.RunAsync("-n serve wait deployment/serve --for=condition=Available --timeout=30s");
        Assert.Contains("unchanged", await _kubectl.RunAsync($"-n serve apply -f {Manifests}/serve.yaml"), StringComparison.Ordinal);
        await _kubectl.RunAsync($"-n serve apply --server-side --force-conflicts -f {Manifests}/serve.yaml");
        Assert.Empty(await _kubectl.RunAsync($"-n serve diff -f {Manifests}/serve.yaml"));
        var changed = (await File.ReadAllTextAsync($"{Manifests}/serve.yaml")).Replace("v0.11.0", "v0.11.1", StringComparison.Ordinal);
        var (code, diff, _) = await _kubectl.TryAsync("-n serve diff -f -", changed, null);
        Assert.Equal(1, code);
        Assert.Contains("+        image: vllm/vllm-openai:v0.11.1", diff, StringComparison.Ordinal);

        await _kubectl.RunAsync("-n serve wait service/serve --for=jsonpath={.status.loadBalancer.ingress[0].ip} --timeout=30s");
        Assert.Contains(":8000", await _kubectl.RunAsync("-n serve get endpoints serve"), StringComparison.Ordinal);
        Assert.Equal("Bound", await _kubectl.RunAsync("-n serve get pvc models -o jsonpath={.status.phase}"));
    }

    [KubectlFact]
    public async Task A_training_job_runs_to_its_end()
    {
        await _kubectl.RunAsync("create namespace train");
        await _kubectl.RunAsync($"-n train apply -f {Manifests}/train.yaml");
        await _kubectl.RunAsync("-n train wait job/train --for=condition=Complete --timeout=30s");
        Assert.Equal("2 0,1", await _kubectl.RunAsync("-n train get job train -o 'jsonpath={.status.succeeded} {.status.completedIndexes}'"));
    }

    [KubectlFact]
    public async Task A_pod_that_no_node_can_take_says_why()
    {
        await _kubectl.RunAsync("create namespace pending");
        await _kubectl.RunAsync("-n pending run huge --image=example/huge:1 --overrides={\"spec\":{\"containers\":[{\"name\":\"huge\",\"image\":\"example/huge:1\",\"resources\":{\"limits\":{\"nvidia.com/gpu\":\"8\"}}}]}}");
        await _kubectl.RunAsync("-n pending wait pod/huge --for=condition=PodScheduled=False --timeout=30s");
        Assert.Contains("0/5 nodes are available: 5 Insufficient nvidia.com/gpu.", await _kubectl.RunAsync("-n pending describe pod huge"), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task What_Kubernetes_refuses_is_refused_in_its_words()
    {
        Assert.Contains("no matches for kind \"LeaderWorkerSet\"", await _kubectl.FailAsync("apply -f -", "apiVersion: leaderworkerset.x-k8s.io/v1\nkind: LeaderWorkerSet\nmetadata: { name: a }\n"), StringComparison.Ordinal);
        Assert.Contains("a lowercase RFC 1123 subdomain", await _kubectl.FailAsync("create deployment Not_A_Name --image=x"), StringComparison.Ordinal);
        Assert.Contains("(NotFound)", await _kubectl.FailAsync("get deployment nothing"), StringComparison.Ordinal);
        Assert.Contains("unknown field \"spec.replicsa\"", await _kubectl.FailAsync("apply -f -", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replicsa: 1, selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [ { name: a, image: a } ] } } }\n"), StringComparison.Ordinal);
    }
}
