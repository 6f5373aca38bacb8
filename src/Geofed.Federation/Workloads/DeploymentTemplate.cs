using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Makes and changes Deployment documents. Pure.</summary>
public static class DeploymentTemplate
{
    public static readonly GroupVersionResource Resource = new("apps", "v1", "deployments");

    /// <summary>The kind as a federation serves it.</summary>
    public static readonly ApiResource Kind = new(Resource, "Deployment", Namespaced: true);

    /// <summary>The Deployment that a request describes. The names of its labels are Kubernetes' recommended ones.</summary>
    public static JsonObject From(DeploymentRequest request) => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = PodTemplate.Metadata(request),
        ["spec"] = new JsonObject
        {
            ["replicas"] = request.Replicas ?? 1,
            ["selector"] = new JsonObject { ["matchLabels"] = PodTemplate.Selector(request.Name) },
            ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = PodTemplate.Labels(request) }, ["spec"] = PodTemplate.Spec(request) },
        },
    };

    /// <summary>A manifest's Deployment with what the caller wants otherwise.</summary>
    /// <param name="image">For its only container.</param>
    /// <exception cref="ManifestException">It is no Deployment, has no name, or more than one container and an image is given.</exception>
    public static JsonObject From(JsonObject manifest, string source, string? ns, int? replicas, string? image)
    {
        if (manifest.Kind() is not { Group: "apps", Kind: "Deployment" })
            throw new ManifestException($"{source} is a {manifest.Str("kind")} ({manifest.Str("apiVersion")}); only Deployments (apps/v1) are published as federated deployments.");
        var template = ResourceTemplate.From(manifest, source, ns ?? manifest.Namespace() ?? "default");
        template["apiVersion"] = "apps/v1";
        if (replicas is not null)
            template.Ensure("spec")["replicas"] = replicas;
        else if (template.At("spec", "replicas") is null)
            template.Ensure("spec")["replicas"] = 1;
        if (image is not null)
            OnlyContainer(template, source)["image"] = image;
        return template;
    }

    /// <summary>A strategic merge patch for the changes given; null when there are none.</summary>
    /// <param name="live">The Deployment as it is, to know its containers.</param>
    /// <exception cref="ManifestException">The container is not there, or must be named because there are several.</exception>
    public static JsonObject? Change(JsonObject live, int? replicas, string? container, string? image, IReadOnlyDictionary<string, string?>? env)
    {
        var spec = new JsonObject();
        if (replicas is not null)
            spec["replicas"] = replicas;
        if (image is not null || env is { Count: > 0 })
        {
            var change = new JsonObject { ["name"] = ContainerName(live, container) };
            if (image is not null)
                change["image"] = image;
            if (env is { Count: > 0 })
                change["env"] = new JsonArray([.. env.Select(variable => EnvChange(variable.Key, variable.Value))]);
            spec["template"] = new JsonObject { ["spec"] = new JsonObject { ["containers"] = new JsonArray(change) } };
        }
        return spec.Count == 0 ? null : new JsonObject { ["spec"] = spec };
    }

    /// <summary>Images of a Deployment's containers.</summary>
    public static IReadOnlyList<string> Images(JsonObject deployment) =>
        [.. deployment.Objects("spec", "template", "spec", "containers").Select(c => c.Str("image") ?? "")];

    private static JsonObject EnvChange(string name, string? value) => value is null
        ? new() { ["name"] = name, ["$patch"] = "delete" }
        : new() { ["name"] = name, ["value"] = value };

    private static string ContainerName(JsonObject live, string? wanted)
    {
        var names = live.Objects("spec", "template", "spec", "containers").Select(c => c.Str("name") ?? "").ToList();
        if (wanted is not null && !names.Contains(wanted))
            throw new ManifestException($"Deployment '{live.Name()}' has no container '{wanted}'; it has {string.Join(", ", names)}.");
        if (wanted is null && names.Count != 1)
            throw new ManifestException($"Deployment '{live.Name()}' has several containers: {string.Join(", ", names)}. Say which one with -Container.");
        return wanted ?? names[0];
    }

    private static JsonObject OnlyContainer(JsonObject template, string source)
    {
        var containers = template.Objects("spec", "template", "spec", "containers").ToList();
        return containers.Count == 1
            ? containers[0]
            : throw new ManifestException($"{source} has {containers.Count} containers, so that -Image is ambiguous. Publish it first, then use Set-FederatedDeployment -Container.");
    }
}
