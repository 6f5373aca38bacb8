using System.Text.Json.Nodes;

namespace Geofed.Placement.Tests.Jobs;

/// <summary>Jobs of every kind whose pods are known, each of pods of two sizes where its kind allows that.</summary>
internal static class JobSamples
{
    public static JsonObject Of(string kind) => Parse(kind switch
    {
        "Job" => """{ "apiVersion": "batch/v1", "kind": "Job", "spec": { "parallelism": 4, "completions": 3, "template": {{pod 8}} } }""",
        "JobSet" => """
            { "apiVersion": "jobset.x-k8s.io/v1alpha2", "kind": "JobSet", "spec": { "replicatedJobs": [
              { "name": "driver", "template": { "spec": { "template": {{pod 0}} } } },
              { "name": "workers", "replicas": 2, "template": { "spec": { "parallelism": 4, "completions": 4, "template": {{pod 8}} } } } ] } }
            """,
        "PyTorchJob" => Kubeflow(kind, "pytorchReplicaSpecs", "Master"),
        "TFJob" => Kubeflow(kind, "tfReplicaSpecs", "Chief"),
        "MPIJob" => Kubeflow(kind, "mpiReplicaSpecs", "Launcher"),
        "XGBoostJob" => Kubeflow(kind, "xgbReplicaSpecs", "Master"),
        "PaddleJob" => Kubeflow(kind, "paddleReplicaSpecs", "Master"),
        "JAXJob" => Kubeflow(kind, "jaxReplicaSpecs", "Coordinator"),
        "RayJob" => $$"""{ "apiVersion": "ray.io/v1", "kind": "RayJob", "spec": { "rayClusterSpec": {{Ray}} } }""",
        "RayCluster" => $$"""{ "apiVersion": "ray.io/v1", "kind": "RayCluster", "spec": {{Ray}} }""",
        "LeaderWorkerSet" => """
            { "apiVersion": "leaderworkerset.x-k8s.io/v1", "kind": "LeaderWorkerSet",
              "spec": { "replicas": 2, "leaderWorkerTemplate": { "size": 3, "leaderTemplate": {{pod 0}}, "workerTemplate": {{pod 8}} } } }
            """,
        "Workload" => """
            { "apiVersion": "kueue.x-k8s.io/v1beta1", "kind": "Workload", "spec": { "podSets": [ { "name": "main", "count": 8, "template": {{pod 8}} }, { "name": "driver", "template": {{pod 0}} } ] } }
            """,
        "AppWrapper" => """
            { "apiVersion": "workload.codeflare.dev/v1beta2", "kind": "AppWrapper", "spec": { "components": [
              { "template": { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "s" } } },
              { "podSets": [ { "replicas": 2, "path": "template.spec.body" } ], "template": { "apiVersion": "example.com/v1", "kind": "Odd", "metadata": { "name": "odd" }, "spec": { "body": {{pod 0}} } } },
              { "template": { "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "j" }, "spec": { "parallelism": 3, "template": {{pod 8}} } } } ] } }
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is no sample of it"),
    });

    public static JsonObject Parse(string json)
    {
        for (var gpus = 0; gpus <= 8; gpus++)
            json = json.Replace($$$"""{{pod {{{gpus}}}}}""", Pod(gpus), StringComparison.Ordinal);
        var job = JsonNode.Parse(json)!.AsObject();
        job["metadata"] ??= new JsonObject { ["name"] = "train", ["namespace"] = "default" };
        return job;
    }

    private static string Pod(int gpus) => $$"""{ "spec": { "containers": [ { "name": "c", "resources": { "requests": { "cpu": "1" }, "limits": { "nvidia.com/gpu": {{gpus}} } } } ] } }""";

    private static string Ray => """
        { "headGroupSpec": { "template": {{pod 0}} }, "workerGroupSpecs": [ { "groupName": "big", "replicas": 2, "numOfHosts": 4, "template": {{pod 8}} }, { "groupName": "idle", "replicas": 0, "template": {{pod 1}} } ] }
        """;

    private static string Kubeflow(string kind, string field, string first) => $$$"""
        { "apiVersion": "kubeflow.org/v1", "kind": "{{{kind}}}", "spec": { "runPolicy": { "activeDeadlineSeconds": 60 }, "{{{field}}}": {
          "{{{first}}}": { "template": {{pod 0}} }, "Worker": { "replicas": 8, "template": {{pod 8}} } } } }
        """;
}
