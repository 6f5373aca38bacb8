namespace Geofed.EndToEnd.Tests.Kubectl;

/// <summary>A simulated cluster takes manifests as people have them as Kubernetes would, or refuses them for Kubernetes' reason.</summary>
public sealed class ManifestTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private static readonly string Manifests = Path.Combine(AppContext.BaseDirectory, "manifests");
    private readonly KubectlProcess _kubectl = cluster.Kubectl;

    [KubectlFact]
    public async Task What_Kubernetes_accepts_is_applied_and_waits_for_what_is_missing()
    {
        await _kubectl.RunAsync("create namespace accepted");
        foreach (var name in new[] { "chat-spot", "completions", "classifier", "bucket", "h100", "workers", "finetune", "queue-autoscaler" })
            await _kubectl.RunAsync($"-n accepted apply -f {Manifests}/{name}.yaml");

        await _kubectl.RunAsync("-n accepted wait deployment/bucket --for=condition=Available --timeout=30s");
        await _kubectl.RunAsync("-n accepted wait job/workers --for=condition=Complete --timeout=30s");
        await _kubectl.RunAsync("-n accepted wait pod -l app=large --for=jsonpath={.status.conditions[0].reason}=Unschedulable --timeout=30s");
        await _kubectl.RunAsync("-n accepted wait pod -l app=classifier --for=jsonpath={.status.conditions[0].reason}=Unschedulable --timeout=30s");
        await _kubectl.RunAsync("-n accepted wait pod -l app=completions --for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=CreateContainerConfigError --timeout=30s");

        await _kubectl.RunAsync("-n accepted create secret generic hub --from-literal=token=not-a-real-token");
        await _kubectl.RunAsync("-n accepted wait deployment/completions --for=condition=Available --timeout=60s");
    }

    [KubectlFact]
    public async Task What_Kubernetes_refuses_is_refused_for_its_reason()
    {
        await _kubectl.RunAsync("create namespace refused");
        var placeholder = await _kubectl.FailAsync($"-n refused apply -f {Manifests}/placeholder.yaml");
        Assert.Contains("The Deployment \"triton\" is invalid: spec.template.spec.serviceAccountName: Invalid value: \"$ACCOUNT\": a lowercase RFC 1123 subdomain must consist of", placeholder, StringComparison.Ordinal);

        var (_, created, unknown) = await _kubectl.TryAsync($"-n refused apply -f {Manifests}/group.yaml", null, null);
        Assert.Contains("no matches for kind \"LeaderWorkerSet\" in version \"leaderworkerset.x-k8s.io/v1\"", unknown, StringComparison.Ordinal);
        Assert.Contains("service/group created", created, StringComparison.Ordinal);

        var elsewhere = await _kubectl.FailAsync($"apply -f {Manifests}/elsewhere.yaml");
        Assert.Contains("namespaces \"vision-training\" not found", elsewhere, StringComparison.Ordinal);
    }
}
