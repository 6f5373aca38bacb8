using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>A ConfigMap or Secret, or a key of one, without which a container cannot start; in a kubelet's words.</summary>
/// <param name="Container">Whose environment needs it; null where a volume does.</param>
internal sealed record MissingReference(string? Container, string Message)
{
    /// <summary>What the volumes of a pod, and the environments of some of its containers, lack; null for nothing.</summary>
    /// <param name="find">Finds a ConfigMap or a Secret of the pod's namespace by its kind and name.</param>
    public static MissingReference? Of(JsonObject pod, IEnumerable<JsonObject> containers, Func<string, string, JsonObject?> find)
    {
        foreach (var volume in pod.Objects("spec", "volumes"))
        {
            var sources = volume.Objects("projected", "sources").Append(volume);
            if (sources.Select(source => InVolume(source, pod, find)).FirstOrDefault(why => why is not null) is { } why)
                return new(null, $"MountVolume.SetUp failed for volume \"{volume.Str("name")}\" : {why}");
        }
        foreach (var container in containers)
        {
            var missing = container.Objects("envFrom").Select(from => Whole(from.Obj("configMapRef"), "configmap", find) ?? Whole(from.Obj("secretRef"), "secret", find))
                .Concat(container.Objects("env").Select(env => Key(env.Obj("valueFrom", "configMapKeyRef"), "configmap", pod, find) ?? Key(env.Obj("valueFrom", "secretKeyRef"), "secret", pod, find)))
                .FirstOrDefault(why => why is not null);
            if (missing is not null)
                return new(container.Str("name"), missing);
        }
        return null;
    }

    private static string? InVolume(JsonObject source, JsonObject pod, Func<string, string, JsonObject?> find)
    {
        var (kind, reference) = source.Obj("configMap") is { } map ? ("configmap", map) : ("secret", source.Obj("secret"));
        if (Whole(reference, kind, find) is { } missing)
            return missing;
        return reference is null || reference.Bool("optional") == true ? null : reference.Objects("items").Select(item => item.Str("key") ?? "")
            .Where(key => !Has(find(kind, NameOf(reference)), key))
            .Select(key => $"references non-existent {(kind == "secret" ? "secret" : "config")} key: {key}")
            .FirstOrDefault();
    }

    private static string? Whole(JsonObject? reference, string kind, Func<string, string, JsonObject?> find) =>
        reference is null || reference.Bool("optional") == true || find(kind, NameOf(reference)) is not null ? null : $"{kind} \"{NameOf(reference)}\" not found";

    private static string? Key(JsonObject? reference, string kind, JsonObject pod, Func<string, string, JsonObject?> find)
    {
        if (Whole(reference, kind, find) is { } missing)
            return missing;
        return reference is null || reference.Bool("optional") == true || Has(find(kind, NameOf(reference)), reference.Str("key") ?? "")
            ? null
            : $"couldn't find key {reference.Str("key")} in {(kind == "secret" ? "Secret" : "ConfigMap")} {pod.Namespace()}/{NameOf(reference)}";
    }

    private static string NameOf(JsonObject reference) => reference.Str("name") ?? reference.Str("secretName") ?? "";

    private static bool Has(JsonObject? source, string key) => source.At("data", key) is not null || source.At("binaryData", key) is not null;
}
