using Geofed.Client;
using Geofed.Federation.Joining;
using Geofed.Model.Local;
using Geofed.Server.Tests;

namespace Geofed.EndToEnd.Tests.Kubectl;

/// <summary>kubectl against a federation: Karmada's documents, and what becomes of them.</summary>
public sealed class FederationTests : IAsyncLifetime
{
    private const string Policy = """
        apiVersion: policy.karmada.io/v1alpha1
        kind: PropagationPolicy
        metadata: { name: web }
        spec:
          resourceSelectors: [ { apiVersion: apps/v1, kind: Deployment, name: web } ]
          placement:
            replicaScheduling: { replicaSchedulingType: Divided, replicaDivisionPreference: Weighted }
        """;

    private const string Contradiction = """
        apiVersion: policy.karmada.io/v1alpha1
        kind: PropagationPolicy
        metadata: { name: both }
        spec:
          resourceSelectors: [ { apiVersion: apps/v1, kind: Deployment } ]
          placement:
            clusterAffinity: { clusterNames: [ us ] }
            clusterAffinities: [ { affinityName: a, clusterNames: [ eu ] } ]
        """;

    private readonly HomeProcess _home = new();
    private KubectlProcess _kubectl = null!;

    public async Task InitializeAsync()
    {
        await _home.StartAsync();
        await _home.CreateAsync(LocalApi.Federations, "Federation", "prod", []);
        _kubectl = new(_home.Home.FederationKubeconfig("prod"));
        foreach (var name in new[] { "us", "eu" })
        {
            await _home.CreateAsync(LocalApi.SimulatedClusters, "SimulatedCluster", name, ClusterFixture.Spec());
            var fleet = new Fleet(_home.Federation("prod"), new Dictionary<string, HttpKubeApi> { [Kubeconfig.Load(_home.Home.ClusterKubeconfig(name)).CurrentContext!] = _home.Cluster(name) });
            await Membership.JoinAsync(fleet, name, _home.Home.ClusterKubeconfig(name));
        }
    }

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [KubectlFact]
    public async Task A_deployment_and_its_policy_are_applied_followed_changed_and_deleted()
    {
        Assert.Matches("us +v1.* Push +True", await _kubectl.RunAsync("get clusters"));
        await _kubectl.RunAsync("create deployment web --image=example/web:1 --replicas=4");
        await _kubectl.RunAsync("apply -f -", Policy);
        await _kubectl.RunAsync("rollout status deployment/web --timeout=60s");
        Assert.Equal("4", await _kubectl.RunAsync("get deployment web -o jsonpath={.status.readyReplicas}"));
        Assert.Equal("eu us", string.Join(' ', (await _kubectl.RunAsync("get resourcebinding web-deployment -o jsonpath={.spec.clusters[*].name}")).Split(' ').Order()));
        Assert.Contains("Normal", await _kubectl.RunAsync("describe resourcebinding web-deployment"), StringComparison.Ordinal);

        await _kubectl.RunAsync("scale deployment/web --replicas=6");
        await _kubectl.RunAsync("wait deployment/web --for=jsonpath={.status.readyReplicas}=6 --timeout=60s");
        await _kubectl.RunAsync("set image deployment/web web=example/web:2");
        await _kubectl.RunAsync("rollout status deployment/web --timeout=60s");
        foreach (var member in new[] { "us", "eu" })
            Assert.Equal("3 example/web:2", await new KubectlProcess(_home.Home.ClusterKubeconfig(member)).RunAsync("get deployment web -o 'jsonpath={.status.readyReplicas} {.spec.template.spec.containers[0].image}'"));

        await _kubectl.RunAsync("delete deployment web --timeout=60s");
        await _kubectl.RunAsync("wait resourcebinding/web-deployment --for=delete --timeout=60s");
        Assert.Empty(await new KubectlProcess(_home.Home.ClusterKubeconfig("us")).RunAsync("get deployments -o name"));
    }

    [KubectlFact]
    public async Task Karmadas_resources_are_served_explained_and_checked()
    {
        Assert.Matches("propagationpolicies +pp +policy.karmada.io/v1alpha1 +true +PropagationPolicy", await _kubectl.RunAsync("api-resources"));
        Assert.Contains("replicaSchedulingType", await _kubectl.RunAsync("explain propagationpolicy.spec.placement.replicaScheduling"), StringComparison.Ordinal);
        Assert.Contains("clusterAffinities cannot co-exist with clusterAffinity", await _kubectl.FailAsync("apply -f -", Contradiction), StringComparison.Ordinal);
        await _kubectl.RunAsync("run one --image=example/one:1");
        Assert.Contains("a federation runs no pods itself", await _kubectl.FailAsync("logs one"), StringComparison.Ordinal);
    }
}
