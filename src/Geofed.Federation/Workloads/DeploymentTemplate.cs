using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Makes and changes Deployment documents. Pure.</summary>
public static class DeploymentTemplate
{
    public static readonly GroupVersionResource Resource = new("apps", "v1", "deployments");

    /// <summary>The Deployment that a request describes. The names of its labels are Kubernetes' recommended ones.</summary>
    public static JsonObject From(DeploymentRequest request)
    {
        var selector = new JsonObject { ["app.kubernetes.io/name"] = request.Name };
        var labels = selector.Copy();
        foreach (var (key, value) in request.Labels)
            labels[key] = value;
        return new()
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = new JsonObject { ["name"] = request.Name, ["namespace"] = request.Namespace, ["labels"] = labels },
            ["spec"] = new JsonObject
            {
                ["replicas"] = request.Replicas ?? 1,
                ["selector"] = new JsonObject { ["matchLabels"] = selector },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = labels.Copy() },
                    ["spec"] = PodSpec(request),
                },
            },
        };
    }

    /// <summary>A manifest's Deployment with what the caller wants otherwise.</summary>
    /// <param name="image">For its only container.</param>
    /// <exception cref="ManifestException">It is no Deployment, has no name, or more than one container and an image is given.</exception>
    public static JsonObject From(JsonObject manifest, string source, string? ns, int? replicas, string? image)
    {
        if (manifest.Kind() is not { Group: "apps", Kind: "Deployment" })
            throw new ManifestException($"{source} is a {manifest.Str("kind")} ({manifest.Str("apiVersion")}); only Deployments (apps/v1) are published as federated deployments.");
        var template = manifest.Copy();
        template.Remove("status");
        template["apiVersion"] = "apps/v1";
        if (template.Name().Length == 0)
            throw new ManifestException($"{source} has no metadata.name.");
        var metadata = template.Ensure("metadata");
        metadata["namespace"] = ns ?? template.Namespace() ?? "default";
        foreach (var setByServer in new[] { "managedFields", "resourceVersion", "uid", "creationTimestamp", "generation", "selfLink" })
            metadata.Remove(setByServer);
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

    private static JsonObject PodSpec(DeploymentRequest request)
    {
        var container = new JsonObject { ["name"] = request.Name.Split('.')[0], ["image"] = request.Image };
        AddTexts(container, "command", request.Command);
        AddTexts(container, "args", request.Arguments);
        if (request.Ports.Count > 0)
            container["ports"] = new JsonArray([.. request.Ports.Select(port => new JsonObject { ["containerPort"] = port })]);
        if (request.Env.Count > 0)
            container["env"] = new JsonArray([.. request.Env.Select(v => new JsonObject { ["name"] = v.Key, ["value"] = v.Value })]);
        if (Resources(request) is { Count: > 0 } resources)
            container["resources"] = resources;
        var spec = new JsonObject { ["containers"] = new JsonArray(container) };
        if (request.Accelerator is not null)
            spec["nodeSelector"] = new JsonObject { ["cloud.google.com/gke-accelerator"] = request.Accelerator };
        return spec;
    }

    private static void AddTexts(JsonObject container, string key, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
            container[key] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
    }

    /// <summary>GPUs cannot be overcommitted, so that they must stand under limits (Kubernetes, "Schedule GPUs").</summary>
    private static JsonObject Resources(DeploymentRequest request)
    {
        var resources = new JsonObject();
        if (request.Cpu is not null)
            resources.Ensure("requests")["cpu"] = request.Cpu;
        if (request.Memory is not null)
            resources.Ensure("requests")["memory"] = request.Memory;
        if (request.Gpu > 0)
            resources.Ensure("limits")["nvidia.com/gpu"] = request.Gpu;
        return resources;
    }
}
