using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>The pods of workloads that people describe by parameters. Pure.</summary>
internal static class PodTemplate
{
    /// <summary>The recommended label that tells a workload's pods from others.</summary>
    public const string NameLabel = "app.kubernetes.io/name";

    private const string Gpus = "nvidia.com/gpu";

    public static JsonObject Selector(string name) => new() { [NameLabel] = name };

    public static JsonObject Labels(ContainerRequest request)
    {
        var labels = Selector(request.Name);
        foreach (var (key, value) in request.Labels)
            labels[key] = value;
        return labels;
    }

    public static JsonObject Metadata(ContainerRequest request) =>
        new() { ["name"] = request.Name, ["namespace"] = request.Namespace, ["labels"] = Labels(request) };

    public static JsonObject Spec(ContainerRequest request)
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
        // Nodes with GPUs keep others away. GKE lets those in by itself that ask for some; elsewhere, and in an estimate, it must be said.
        if (request.Gpu > 0)
            spec["tolerations"] = new JsonArray(new JsonObject { ["key"] = Gpus, ["operator"] = "Exists" });
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
    private static JsonObject Resources(ContainerRequest request)
    {
        var resources = new JsonObject();
        if (request.Cpu is not null)
            resources.Ensure("requests")["cpu"] = request.Cpu;
        if (request.Memory is not null)
            resources.Ensure("requests")["memory"] = request.Memory;
        if (request.Gpu > 0)
            resources.Ensure("limits")[Gpus] = request.Gpu;
        return resources;
    }
}
