using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Bench;

/// <summary>What is published: Deployments and ConfigMaps named PREFIX-NUMBER, selected by the label bench=PREFIX.</summary>
internal static class Workload
{
    public static readonly ResourceCollection Deployments = new(new("apps", "v1", "deployments"), "default");
    public static readonly ResourceCollection Policies = new(KarmadaApi.PropagationPolicies, "default");

    public static JsonObject Policy(string prefix, string placement, string apiVersion = "apps/v1", string kind = "Deployment") => JsonNode.Parse($$"""
        {
          "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "{{prefix}}", "namespace": "default" },
          "spec": { "resourceSelectors": [{ "apiVersion": "{{apiVersion}}", "kind": "{{kind}}", "labelSelector": { "matchLabels": { "bench": "{{prefix}}" } } }], "placement": {{placement}} }
        }
        """)!.AsObject();

    public static JsonObject Deployment(string name, int replicas) => JsonNode.Parse($$"""
        {
          "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "{{name}}", "namespace": "default", "labels": { "bench": "{{name.Split('-')[0]}}" } },
          "spec": {
            "replicas": {{replicas}}, "selector": { "matchLabels": { "app": "{{name}}" } },
            "template": {
              "metadata": { "labels": { "app": "{{name}}" } },
              "spec": { "containers": [{ "name": "serve", "image": "example/serve:1", "resources": { "requests": { "cpu": "10m", "memory": "16Mi" } } }] }
            }
          }
        }
        """)!.AsObject();

    /// <summary>Returns when so many Deployments of a prefix have all of so many replicas available.</summary>
    public static Task AvailableAsync(this Informer deployments, string prefix, int count, int replicas, CancellationToken ct) => deployments.UntilAsync(seen =>
        seen.List().Count(d => d.Str("metadata", "labels", "bench") == prefix && d.Int("status", "availableReplicas") == replicas && d.Int("spec", "replicas") == replicas) == count, ct);
}
