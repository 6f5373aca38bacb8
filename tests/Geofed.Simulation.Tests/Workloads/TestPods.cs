using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Tests.Workloads;

/// <summary>What a kubelet and a scheduler do to pods, by hand.</summary>
internal static class TestPods
{
    public static async Task SetPhaseAsync(this WorkloadTest test, NamespacedName name, string phase, string? address = null)
    {
        var ready = phase == "Running" ? "True" : "False";
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = ready, ["lastTransitionTime"] = KubeTime.Format(test.Clock.GetUtcNow()) }),
        };
        if (address is not null)
            (status["podIP"], status["podIPs"]) = (address, new JsonArray(new JsonObject { ["ip"] = address }));
        try
        {
            await test.Api.PatchAsync(new(ClusterResources.Pods, name.Namespace, name.Name, "status"), PatchKind.Merge, new JsonObject { ["status"] = status }, new(), default);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // Its controller was faster.
        }
    }

    public static Task SetPhaseAsync(this WorkloadTest test, JsonObject pod, string phase, string? address = null) => test.SetPhaseAsync(pod.Key(), phase, address);

    public static string? Image(this JsonObject o) =>
        (o.Str("kind") == "Pod" ? o.Objects("spec", "containers") : o.Objects("spec", "template", "spec", "containers")).FirstOrDefault().Str("image");

    /// <summary>A workload of one container; the parts of its spec are as given.</summary>
    public static JsonObject Workload(string kind, string name, string spec, string image = "registry.example/web:1") => WorkloadTest.Parse($$"""
        {
          "apiVersion": "apps/v1", "kind": "{{kind}}", "metadata": { "name": "{{name}}", "labels": { "app": "{{name}}" } },
          "spec": {
            {{spec}}, "selector": { "matchLabels": { "app": "{{name}}" } },
            "template": {
              "metadata": { "labels": { "app": "{{name}}" } },
              "spec": { "containers": [ { "name": "web", "image": "{{image}}", "ports": [ { "name": "http", "containerPort": 8080 } ] } ] }
            }
          }
        }
        """);

    public static string ImagePatch(string image) => $$"""{ "spec": { "template": { "spec": { "containers": [ { "name": "web", "image": "{{image}}" } ] } } } }""";
}
