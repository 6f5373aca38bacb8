using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Scheduling;

namespace Geofed.Placement.Tests.Scheduling;

/// <summary>Writes bindings and clusters for the scheduler.</summary>
internal static class Problem
{
    public static JsonObject Cluster(string name, string region, string zone, string provider = "gcp", string labels = "{}", string pods = "100") => Parse($$"""
        { "metadata": { "name": "{{name}}", "labels": {{labels}} },
          "spec": { "region": "{{region}}", "provider": "{{provider}}", "zones": [ "{{zone}}" ] },
          "status": { "apiEnablements": [ { "groupVersion": "apps/v1", "resources": [ { "kind": "Deployment" } ] } ],
            "resourceSummary": { "allocatable": { "pods": "{{pods}}" } } } }
        """);

    public static JsonObject Binding(long replicas, string placement, string clusters = "[]", string annotations = "{}") => Parse($$"""
        { "metadata": { "name": "web", "annotations": {{annotations}} },
          "spec": { "replicas": {{replicas}}, "resource": { "apiVersion": "apps/v1", "kind": "Deployment", "uid": "u" }, "clusters": {{clusters}}, "placement": {{placement}} } }
        """);

    public static string Show(this ScheduleResult result) => result.Targets is { } targets
        ? string.Join(' ', targets.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => $"{t.Name}:{t.Replicas}"))
        : $"{result.Failure}: {result.Message}";

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
