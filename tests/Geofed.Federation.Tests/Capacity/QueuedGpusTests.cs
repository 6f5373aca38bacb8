using System.Text.Json.Nodes;
using Geofed.Federation.Capacity;
using Geofed.Model;
using Geofed.Placement.Capacity;
using Geofed.Placement.Intents;

namespace Geofed.Federation.Tests.Capacity;

public class QueuedGpusTests
{
    private static readonly JsonObject[] Members = [Member("us"), Member("eu")];

    [Fact]
    public void JobsThatWaitAreCountedWhereTheyMightGo()
    {
        var queued = new QueuedGpus([Job("any", 2, null), Job("l4", 3, "nvidia-l4"), Job("a100", 4, "nvidia-tesla-a100", "us", reserved: "us")], Members);
        Assert.Equal((5, 5, 6), (queued.In("us", "nvidia-l4"), queued.In("eu", "nvidia-l4"), queued.In("us", "nvidia-tesla-a100")));
        Assert.Equal(("default/a100", null), (queued.KeptFor("us"), queued.KeptFor("eu")));
    }

    [Fact]
    public void WhatDoesNotWaitIsNotCounted()
    {
        var (late, placed, deleted) = (Job("late", 1, null, reserved: "us"), Job("placed", 1, null), Job("deleted", 1, null));
        late["status"] = JsonNode.Parse("""{ "conditions": [ { "type": "Scheduled", "status": "False", "reason": "StartDeadlinePassed" } ] }""");
        placed["spec"]!["clusters"] = JsonNode.Parse("""[ { "name": "us", "replicas": 1 } ]""");
        deleted["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        var queued = new QueuedGpus([late, placed, deleted], Members);
        Assert.Equal((0, null), (queued.In("us", "nvidia-l4"), queued.KeptFor("us")));
    }

    [Fact]
    public void NobodyKnowsTheTypesOfAMemberThatCannotBeAsked()
    {
        var node = JsonNode.Parse("""{ "metadata": { "name": "n", "labels": { "cloud.google.com/gke-accelerator": "nvidia-l4" } }, "status": { "allocatable": { "nvidia.com/gpu": "1" } } }""")!.AsObject();
        ClusterOffer known = new("us", "us-west1", [node], ClusterRoom.Of([node], [])), unknown = new("eu", "europe-west1", [], ClusterRoom.Of([], [])) { IsRead = false };
        Assert.Equal(["nvidia-l4"], FederationCapacity.Accelerators([known]));
        Assert.Null(FederationCapacity.Accelerators([known, unknown]));
    }

    private static JsonObject Member(string name) => JsonNode.Parse($$"""
        { "metadata": { "name": "{{name}}" }, "spec": {}, "status": { "apiEnablements": [ { "groupVersion": "batch/v1", "resources": [ { "kind": "Job", "name": "jobs" } ] } ] } }
        """)!.AsObject();

    private static JsonObject Job(string name, int gpus, string? accelerator, string? only = null, string? reserved = null)
    {
        var job = JsonNode.Parse($$"""
            { "metadata": { "name": "{{name}}-job", "namespace": "default", "annotations": {} },
              "spec": {
                "resource": { "apiVersion": "batch/v1", "kind": "Job", "name": "{{name}}", "namespace": "default" }, "replicas": 1,
                "replicaRequirements": { "resourceRequest": { "nvidia.com/gpu": "{{gpus}}" } },
                "placement": { "spreadConstraints": [ { "spreadByField": "cluster", "minGroups": 1, "maxGroups": 1 } ],
                  "replicaScheduling": { "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Aggregated" } } } }
            """)!.AsObject();
        if (accelerator is not null)
            job.Ensure("spec", "replicaRequirements", "nodeClaim", "nodeSelector")["cloud.google.com/gke-accelerator"] = accelerator;
        if (only is not null)
            job.Ensure("spec", "placement", "clusterAffinity")["clusterNames"] = new JsonArray(only);
        if (reserved is not null)
            job.Ensure("metadata", "annotations")["queue.geofed.io/reserved"] = reserved;
        return job;
    }
}
