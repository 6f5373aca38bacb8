using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Cmdlets.Tests;

/// <summary>Jobs of any kind from manifests, on an API without controllers: what is written, what is shown, and what is refused.</summary>
public class JobManifestTests : ShellTest
{
    private const string JobSet = """
        @'
        apiVersion: jobset.x-k8s.io/v1alpha2
        kind: JobSet
        metadata: { name: pretrain, namespace: ai }
        spec:
          replicatedJobs:
          - { name: driver, template: { spec: { template: { spec: { restartPolicy: Never, containers: [ { name: c, image: x, env: [ { name: GEOFED_CHECKPOINT, value: old } ] } ] } } } } }
          - { name: workers, replicas: 2, template: { spec: { parallelism: 4, completions: 4, template: { spec: { restartPolicy: Never, containers: [ { name: c, image: x }, { name: side, image: x } ] } } } } }
        '@
        """;

    private async Task FederateAsync()
    {
        Shell.Get<FederationInfo>("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        // Publishing it waits until it is served.
        Shell.Get<FederatedResource>("""
            @{
                apiVersion = 'apiextensions.k8s.io/v1'; kind = 'CustomResourceDefinition'; metadata = @{ name = 'jobsets.jobset.x-k8s.io' }
                spec = @{
                    group = 'jobset.x-k8s.io'; scope = 'Namespaced'; names = @{ kind = 'JobSet'; plural = 'jobsets'; singular = 'jobset'; listKind = 'JobSetList' }
                    versions = @(@{
                            name = 'v1alpha2'; served = $true; storage = $true; subresources = @{ status = @{} }
                            schema = @{ openAPIV3Schema = @{ type = 'object'; 'x-kubernetes-preserve-unknown-fields' = $true } } })
                }
            } | Publish-FederatedResource
            """);
        await Home.Federation().CreateAsync(new(new("", "v1", "namespaces")), new() { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = "ai" } }, new(), default);
    }

    [Fact]
    public async Task A_job_set_stands_in_the_queue_and_every_container_knows_its_checkpoint()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>($"Publish-FederatedJob -Manifest {JobSet} -Priority 5 -Preempt -Checkpoint gs://b/c");
        // It has a policy, and no binding yet.
        Assert.Equal("JobSet", Assert.Single(Shell.Get<FederatedJob>("Get-FederatedJob -Namespace ai")).Kind);
        var set = await Home.Federation().GetAsync(new(new("jobset.x-k8s.io", "v1alpha2", "jobsets"), "ai", "pretrain"), default);
        Assert.Equal("gs://b/c", set.Annotation(GeofedMarks.Checkpoint));
        Assert.Equal(["GEOFED_CHECKPOINT=gs://b/c", "GEOFED_CHECKPOINT=gs://b/c", "GEOFED_CHECKPOINT=gs://b/c"], set.Objects("spec", "replicatedJobs")
            .SelectMany(r => r.Objects("template", "spec", "template", "spec", "containers")).SelectMany(c => c.Objects("env")).Select(e => $"{e.Str("name")}={e.Str("value")}"));
        var policy = await Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "ai", "pretrain-jobset"), default);
        Assert.Equal((1L, "geofed-priority-5", "true"), (policy.Objects("spec", "placement", "spreadConstraints").Single().Int("maxGroups"), policy.Str("spec", "schedulePriority", "priorityClassName"), policy.Annotation(GeofedMarks.Preempt)));
    }

    [Fact]
    public async Task It_is_shown_with_its_kind_by_its_own_words()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>($"Publish-FederatedJob -Manifest {JobSet}");
        var bindings = new ResourceCollection(KarmadaApi.ResourceBindings, "ai");
        var binding = await Home.Federation().CreateAsync(bindings, JsonNode.Parse("""
            { "apiVersion": "work.karmada.io/v1alpha2", "kind": "ResourceBinding", "metadata": { "name": "pretrain-jobset" },
              "spec": { "resource": { "apiVersion": "jobset.x-k8s.io/v1alpha2", "kind": "JobSet", "name": "pretrain", "namespace": "ai" }, "clusters": [ { "name": "us" } ] } }
            """)!.AsObject(), new(), default);
        binding["status"] = JsonNode.Parse("""
            { "aggregatedStatus": [ { "clusterName": "us", "applied": true, "status": { "replicatedJobsStatus": [ { "name": "driver", "active": 1 }, { "name": "workers", "active": 1, "succeeded": 1 } ] } } ] }
            """);
        await Home.Federation().ReplaceAsync(bindings.Named("pretrain-jobset", "status"), binding, new(), default);
        var job = Shell.Get<FederatedJob>("Get-FederatedJob pretrain -Namespace ai").Single();
        Assert.Equal(("JobSet", FederatedJobState.Running, 2L, 1L), (job.Kind, job.Status, job.Active, job.Succeeded));
        AssertError(Shell.Error("Wait-FederatedJob pretrain -Namespace ai -TimeoutSec 1"), "JobNotComplete", "JobSet 'pretrain' is not complete after 1 s (Running)");
    }

    [Theory]
    [InlineData("-RestartAfterSec 600", "NoLease", "it is a JobSet")]
    [InlineData("-TimeLimitSec 60", "InvalidManifest", "no field for how long it may run")]
    [InlineData("-Divide", "ContradictoryParameters", "-Divide cannot be meant for JobSet 'pretrain'")]
    public async Task What_its_kind_cannot_do_is_refused(string parameters, string id, string message)
    {
        await FederateAsync();
        AssertError(Shell.Error($"Publish-FederatedJob -Manifest {JobSet} {parameters}"), id, message);
        Assert.Empty((await Home.Federation().ListAsync(new(new("jobset.x-k8s.io", "v1alpha2", "jobsets")), ListOptions.All, default)).Items);
    }

    [Theory]
    [InlineData("@{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'x' } }", "cannot be queued: its pods are not known")]
    [InlineData("@{ apiVersion = 'trainer.kubeflow.org/v1alpha1'; kind = 'TrainJob'; metadata = @{ name = 'x' } }", "cannot be queued: its pods are not known")]
    [InlineData("@{ apiVersion = 'jobset.x-k8s.io/v1alpha2'; kind = 'JobSet'; metadata = @{ name = 'x' }; spec = @{ replicatedJobs = @() } }", "a JobSet without pods")]
    [InlineData("@{ apiVersion = 'ray.io/v1'; kind = 'RayJob'; metadata = @{ name = 'x' } }", "which the federation does not serve")]
    public async Task What_cannot_stand_in_the_queue_is_told_plainly(string manifest, string message)
    {
        await FederateAsync();
        AssertError(Shell.Error($"Publish-FederatedJob -Manifest {manifest}"), "InvalidManifest", message);
    }

    [Fact]
    public async Task A_kind_that_no_member_serves_is_told_for_each_of_them()
    {
        await FederateAsync();
        await Home.Federation().PatchAsync(new(KarmadaApi.Clusters, null, "us", "status"), PatchKind.Merge,
            JsonNode.Parse("""{ "status": { "apiEnablements": [ { "groupVersion": "batch/v1", "resources": [ { "name": "jobs", "kind": "Job" } ] } ] } }""")!.AsObject(), new(), default);
        AssertError(Shell.Error($"Publish-FederatedJob -Manifest {JobSet}"), "KindNotServed", "us does not serve JobSet (jobset.x-k8s.io/v1alpha2)");
    }

    [Fact]
    public async Task A_lease_stands_in_the_policy_and_the_policy_tolerates_a_silent_cluster_for_as_long()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>("Publish-FederatedJob tune -Image x -RestartAfterSec 600");
        var policy = await Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", "tune-job"), default);
        Assert.Equal("600", policy.Annotation(GeofedMarks.Lease));
        Assert.Equal([600L, 600L], policy.Objects("spec", "placement", "clusterTolerations").Select(t => t.Int("tolerationSeconds")));
        AssertError(Shell.Error("Publish-FederatedJob other -Image x -RestartAfterSec 600 -Divide"), "NoLease", "it is divided");
    }
}
