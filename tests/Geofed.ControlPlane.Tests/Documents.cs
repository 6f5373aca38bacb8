using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests;

/// <summary>Objects that the tests write.</summary>
internal static class Documents
{
    public static readonly GroupVersionResource Deployments = new("apps", "v1", "deployments");
    public static readonly GroupVersionResource ConfigMaps = new("", "v1", "configmaps");
    public static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");

    public static ResourcePath Deployment(string name, string ns = "default") => new(Deployments, ns, name);

    public static ResourcePath Binding(string name, string ns = "default") => new(KarmadaApi.ResourceBindings, ns, name);

    public static Task<JsonObject> CreateDeploymentAsync(this IKubeApi api, string name, int replicas, string ns = "default") =>
        api.CreateAsync(new(Deployments, ns), Parse($$"""
        { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "{{name}}", "labels": { "app": "{{name}}" } },
          "spec": { "replicas": {{replicas}}, "selector": { "matchLabels": { "app": "{{name}}" } },
            "template": { "metadata": { "labels": { "app": "{{name}}" } }, "spec": { "containers": [ { "name": "web", "image": "registry.example/web:1" } ] } } } }
        """), new(), default);

    public static Task<JsonObject> CreateConfigMapAsync(this IKubeApi api, string name, string value, string ns = "default") =>
        api.CreateAsync(new(ConfigMaps, ns), Parse($$"""{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "{{name}}" }, "data": { "key": "{{value}}" } }"""), new(), default);

    /// <summary>A policy for one object; <paramref name="scheduling"/> is its replicaScheduling.</summary>
    public static Task<JsonObject> CreatePolicyAsync(this IKubeApi api, string name, string kind, string scheduling = "null", string more = "", string ns = "default") =>
        api.CreateAsync(new(KarmadaApi.PropagationPolicies, ns), Parse($$"""
        { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "{{name}}" },
          "spec": { "resourceSelectors": [ { "apiVersion": "{{(kind == "Deployment" ? "apps/v1" : "v1")}}", "kind": "{{kind}}", "name": "{{name}}" } ],
            "placement": { "clusterAffinity": {}{{(scheduling == "null" ? "" : $", \"replicaScheduling\": {scheduling}")}} } {{more}} } }
        """), new(), default);

    /// <summary>Plays the member's Deployment controller.</summary>
    public static async Task MakeReadyAsync(this IKubeApi member, string name, string ns = "default")
    {
        var live = await member.GetAsync(Deployment(name, ns), default);
        var replicas = live.Int("spec", "replicas") ?? 0;
        live["status"] = new JsonObject
        {
            ["observedGeneration"] = live.Int("metadata", "generation"),
            ["replicas"] = replicas,
            ["updatedReplicas"] = replicas,
            ["readyReplicas"] = replicas,
            ["availableReplicas"] = replicas,
        };
        // The control plane may be writing too.
        live.Ensure("metadata").Remove("resourceVersion");
        await member.ReplaceAsync(Deployment(name, ns) with { Subresource = "status" }, live, new(), default);
    }

    public static JsonObject Parse(string json) => JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes(json));
}
