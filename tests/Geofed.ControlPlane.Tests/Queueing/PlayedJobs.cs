using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Queueing;

/// <summary>A federation whose Jobs ask for GPUs, and the members' own controllers, played.</summary>
internal static class PlayedJobs
{
    private static readonly GroupVersionResource Jobs = new("batch", "v1", "jobs");
    private static readonly GroupVersionResource JobSets = new("jobset.x-k8s.io", "v1alpha2", "jobsets");
    private static readonly ResourceCollection Pods = new(CoreResources.Pods, "default");

    public static ResourcePath Job(string name) => new(Jobs, "default", name);

    public static ResourcePath JobSet(string name) => new(JobSets, "default", name);

    public static ResourcePath Binding(string name) => Documents.Binding(name + "-job");

    public static async Task AddNodeAsync(this TestFederation test, string member, int gpus)
    {
        await test.Member(member).CreateAsync(new(CoreResources.Nodes), Documents.Parse($$"""
            { "apiVersion": "v1", "kind": "Node", "metadata": { "name": "n" },
              "status": { "allocatable": { "cpu": "64", "pods": "110", "nvidia.com/gpu": "{{gpus}}" }, "conditions": [ { "type": "Ready", "status": "True" } ] } }
            """), new(), default);
        // An API taints new nodes until they are ready.
        await test.Member(member).PatchAsync(new(CoreResources.Nodes, null, "n"), PatchKind.Merge, Documents.Parse("""{ "spec": { "taints": null } }"""), new(), default);
        await test.Api.UntilAsync(new(KarmadaApi.Clusters, null, member), c => c.Str("status", "resourceSummary", "allocatable", "nvidia.com/gpu") is not null, test.Log);
    }

    /// <summary>Publishes a Job of one pod, whole in one cluster.</summary>
    /// <param name="priority">A class of that value is made, after the policy that names it.</param>
    /// <param name="annotations">The policy's.</param>
    public static async Task PublishJobAsync(this TestFederation test, string name, int gpus, int? priority = null, string annotations = "{}", int? limit = null, int? grace = null)
    {
        await test.Api.CreateAsync(new(Jobs, "default"), Documents.Parse($$"""
            { "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "{{name}}" },
              "spec": { "parallelism": 1, "completions": 1, {{(limit is null ? "" : $"\"activeDeadlineSeconds\": {limit},")}} "template": { "spec": { "restartPolicy": "Never",{{(grace is null ? "" : $" \"terminationGracePeriodSeconds\": {grace},")}}
                "containers": [ { "name": "c", "image": "i", "resources": { "limits": { "nvidia.com/gpu": {{gpus}} } } } ] } } } }
            """), new(), default);
        await test.Api.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), Documents.Parse($$"""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "{{name}}", "annotations": {{annotations}} },
              "spec": { "resourceSelectors": [ { "apiVersion": "batch/v1", "kind": "Job", "name": "{{name}}" } ],
                {{(priority is null ? "" : $$""" "schedulePriority": { "priorityClassSource": "KubePriorityClass", "priorityClassName": "p{{priority}}" }, """)}}
                "placement": { "spreadConstraints": [ { "spreadByField": "cluster", "minGroups": 1, "maxGroups": 1 } ],
                  "clusterTolerations": [ { "key": "cluster.karmada.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 0 } ],
                  "replicaScheduling": { "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Aggregated" } } } }
            """), new(), default);
        if (priority is not null && (await test.Api.ListAsync(new(new("scheduling.k8s.io", "v1", "priorityclasses")), ListOptions.All, default)).Items.All(c => c.Name() != $"p{priority}"))
        {
            await test.Api.CreateAsync(new(new("scheduling.k8s.io", "v1", "priorityclasses")), Documents.Parse($$"""
                { "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": { "name": "p{{priority}}" }, "value": {{priority}} }
                """), new(), default);
        }
    }

    /// <summary>Waits until a Job has come to a member, and gives it its pod.</summary>
    public static async Task RunAsync(this TestFederation test, string member, string name, int gpus)
    {
        var job = await test.Member(member).UntilAsync(Job(name), _ => true, test.Log);
        await test.Member(member).CreateAsync(Pods, Documents.Parse($$"""
            { "apiVersion": "v1", "kind": "Pod",
              "metadata": { "name": "{{name}}-pod", "labels": { "batch.kubernetes.io/job-name": "{{name}}" },
                "ownerReferences": [ { "apiVersion": "batch/v1", "kind": "Job", "name": "{{name}}", "uid": "{{job.Uid()}}", "controller": true } ] },
              "spec": { "nodeName": "n", "containers": [ { "name": "c", "image": "i", "resources": { "limits": { "nvidia.com/gpu": {{gpus}} } } } ] } }
            """), new(), default);
    }

    /// <summary>A JobSet of one driver and two workers of so many GPUs each.</summary>
    public static async Task PublishJobSetAsync(this TestFederation test, string name, int driver, int worker, string annotations = "{}")
    {
        await test.Api.CreateAsync(new(JobSets, "default"), Documents.Parse($$"""
            { "apiVersion": "jobset.x-k8s.io/v1alpha2", "kind": "JobSet", "metadata": { "name": "{{name}}" }, "spec": { "replicatedJobs": [
              { "name": "driver", "replicas": 1, "template": {{Part(1, driver)}} }, { "name": "workers", "replicas": 1, "template": {{Part(2, worker)}} } ] } }
            """), new(), default);
        await test.Api.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), Documents.Parse($$"""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "{{name}}-set", "annotations": {{annotations}} },
              "spec": { "resourceSelectors": [ { "apiVersion": "jobset.x-k8s.io/v1alpha2", "kind": "JobSet", "name": "{{name}}" } ],
                "placement": { "spreadConstraints": [ { "spreadByField": "cluster", "minGroups": 1, "maxGroups": 1 } ],
                  "replicaScheduling": { "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Aggregated" } } } }
            """), new(), default);

        static string Part(int pods, int gpus) => $$"""
            { "spec": { "parallelism": {{pods}}, "completions": {{pods}}, "template": { "spec": { "restartPolicy": "Never",
              "containers": [ { "name": "c", "image": "i", "resources": { "limits": { "nvidia.com/gpu": {{gpus}} } } } ] } } } }
            """;
    }

    /// <summary>Teaches the federation and members what a JobSet is.</summary>
    public static async Task DefineJobSetsAsync(this TestFederation test, params string[] members)
    {
        foreach (var api in members.Select(test.Member).Append(test.Api))
        {
            await api.CreateAsync(new(new("apiextensions.k8s.io", "v1", "customresourcedefinitions")), Documents.Parse("""
                { "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": { "name": "jobsets.jobset.x-k8s.io" }, "spec": {
                  "group": "jobset.x-k8s.io", "scope": "Namespaced", "names": { "kind": "JobSet", "plural": "jobsets", "singular": "jobset", "listKind": "JobSetList" },
                  "versions": [ { "name": "v1alpha2", "served": true, "storage": true, "subresources": { "status": {} },
                    "schema": { "openAPIV3Schema": { "type": "object", "x-kubernetes-preserve-unknown-fields": true } } } ] } }
                """), new(), default);
            await api.UntilAsync(new(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"), null, "jobsets.jobset.x-k8s.io"), d => d.IsTrue("Established"), test.Log);
        }
        foreach (var member in members)
            await test.Api.UntilAsync(new(KarmadaApi.Clusters, null, member), c => c.Objects("status", "apiEnablements").Any(e => e.Str("groupVersion") == "jobset.x-k8s.io/v1alpha2"), test.Log);
    }

    /// <summary>Gives a JobSet that has come to a member its pods.</summary>
    public static async Task RunJobSetAsync(this TestFederation test, string member, string name, params int[] gpus)
    {
        await test.Member(member).UntilAsync(JobSet(name), _ => true, test.Log);
        foreach (var (i, each) in gpus.Index())
        {
            await test.Member(member).CreateAsync(Pods, Documents.Parse($$"""
                { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "{{name}}-{{i}}", "labels": { "jobset.sigs.k8s.io/jobset-name": "{{name}}" } },
                  "spec": { "nodeName": "n", "containers": [ { "name": "c", "image": "i", "resources": { "limits": { "nvidia.com/gpu": {{each}} } } } ] } }
                """), new(), default);
        }
    }

    /// <summary>Plays JobSet's controller when all Jobs of a set are done.</summary>
    public static async Task EndJobSetAsync(this TestFederation test, string member, string name, int pods)
    {
        for (var i = 0; i < pods; i++)
            await test.Member(member).DeleteAsync(new(CoreResources.Pods, "default", $"{name}-{i}"), new() { GracePeriodSeconds = 0 }, default);
        await test.Member(member).PatchAsync(JobSet(name) with { Subresource = "status" }, PatchKind.Merge, Documents.Parse("""
            { "status": { "terminalState": "Completed", "conditions": [ { "type": "Completed", "status": "True", "reason": "AllJobsCompleted" } ] } }
            """), new(), default);
    }

    public static async Task EndAsync(this TestFederation test, string member, string name)
    {
        await test.Member(member).DeleteAsync(new(CoreResources.Pods, "default", name + "-pod"), new() { GracePeriodSeconds = 0 }, default);
        var job = await test.Member(member).GetAsync(Job(name), default);
        job["status"] = Documents.Parse("""
            { "succeeded": 1, "startTime": "2026-01-01T00:00:00Z", "completionTime": "2026-01-01T01:00:00Z", "uncountedTerminatedPods": {}, "conditions": [
              { "type": "SuccessCriteriaMet", "status": "True", "lastTransitionTime": "2026-01-01T01:00:00Z" },
              { "type": "Complete", "status": "True", "lastTransitionTime": "2026-01-01T01:00:00Z" } ] }
            """);
        job.Ensure("metadata").Remove("resourceVersion");
        await test.Member(member).ReplaceAsync(Job(name) with { Subresource = "status" }, job, new(), default);
    }

    /// <summary>Plays a member that ends a Job which began at the beginning of 2026, because its time is up.</summary>
    public static async Task FailInTimeAsync(this TestFederation test, string member, string name, string at)
    {
        var job = await test.Member(member).GetAsync(Job(name), default);
        job["status"] = Documents.Parse($$"""
            { "failed": 1, "startTime": "2026-01-01T00:00:00Z", "uncountedTerminatedPods": {}, "conditions": [
              { "type": "FailureTarget", "status": "True", "reason": "DeadlineExceeded", "lastTransitionTime": "{{at}}" },
              { "type": "Failed", "status": "True", "reason": "DeadlineExceeded", "message": "Job was active longer than specified deadline", "lastTransitionTime": "{{at}}" } ] }
            """);
        job.Ensure("metadata").Remove("resourceVersion");
        await test.Member(member).ReplaceAsync(Job(name) with { Subresource = "status" }, job, new(), default);
    }

    /// <summary>Plays the kubelet of a pod that is to stop: waits until it is told so, and lets it go.</summary>
    public static async Task StopAsync(this TestFederation test, string member, string name)
    {
        var pod = new ResourcePath(CoreResources.Pods, "default", name + "-pod");
        await test.Member(member).UntilAsync(pod, p => p.IsDeleting(), test.Log);
        await test.Member(member).DeleteAsync(pod, new() { GracePeriodSeconds = 0 }, default);
    }

    /// <summary>The binding once its Job waits at that turn.</summary>
    public static Task<JsonObject> UntilWaitingAsync(this TestFederation test, string name, string position, string kind = "job") => test.Api.UntilAsync(
        Documents.Binding($"{name}-{kind}"), b => b.Annotation(GeofedMarks.QueuePosition) == position && b.Condition("Scheduled").Str("reason") == "Unschedulable", test.Log);

    public static Task<JsonObject> UntilInAsync(this TestFederation test, string name, string cluster, string kind = "job") => test.Api.UntilAsync(
        Documents.Binding($"{name}-{kind}"), b => b.IsTrue("Scheduled") && b.Objects("spec", "clusters").Select(t => t.Str("name")).SequenceEqual([cluster]), test.Log);

    public static Task TaintAsync(this TestFederation test, string cluster, string key) => test.Api.PatchAsync(new(KarmadaApi.Clusters, null, cluster), PatchKind.Json,
        JsonNode.Parse($$"""[ { "op": "add", "path": "/spec/taints", "value": [ { "key": "{{key}}", "value": "true", "effect": "NoExecute" } ] } ]""")!, new(), default);

    public static async Task<bool> IsThereAsync(this IKubeApi member, ResourcePath path) =>
        (await member.ListAsync(path.Collection, ListOptions.All, default)).Items.Any(o => o.Name() == path.Name);
}
