using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>The Service that leads to imported endpoints (pkg/controllers/mcs/service_import_controller.go): it selects no pods, so no cluster's own controller puts endpoints behind it. Pure.</summary>
internal static class DerivedService
{
    public static JsonObject For(JsonObject import)
    {
        var spec = new JsonObject { ["type"] = "ClusterIP", ["ports"] = new JsonArray([.. import.Objects("spec", "ports").Select(Port)]) };
        if (import.Str("spec", "type") == "Headless")
            spec["clusterIP"] = "None";
        foreach (var field in new[] { "sessionAffinity", "sessionAffinityConfig" })
        {
            if (import.At("spec", field) is { } value)
                spec[field] = value.DeepClone();
        }
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Service",
            ["metadata"] = new JsonObject
            {
                ["name"] = MultiClusterNames.Derived(import.Name()),
                ["namespace"] = import.Namespace(),
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = import.Str("apiVersion"),
                    ["kind"] = import.Str("kind"),
                    ["name"] = import.Name(),
                    ["uid"] = import.Uid(),
                    ["controller"] = true,
                }),
            },
            ["spec"] = spec,
        };
    }

    /// <summary>Whether a Service was made for the ServiceImport of that name, be it this one or one before it.</summary>
    public static bool IsOf(JsonObject service, NamespacedName import) =>
        service.Objects("metadata", "ownerReferences").Any(o => o.Kind() == MultiClusterApi.Import && o.Str("name") == import.Name);

    /// <summary>Whether it says all that is wanted; what the API server has added to it does not count.</summary>
    public static bool Holds(JsonObject wanted, JsonObject there) =>
        wanted.Obj("spec")!.All(field => field.Key == "ports" ? JsonNavigation.Same(field.Value, Ports(there)) : JsonNavigation.Same(field.Value, there.At("spec", field.Key)))
        && JsonNavigation.Same(wanted.At("metadata", "ownerReferences"), there.At("metadata", "ownerReferences"));

    private static JsonArray Ports(JsonObject service) => new([.. service.Objects("spec", "ports").Select(Port)]);

    private static JsonObject Port(JsonObject port)
    {
        var copy = new JsonObject { ["port"] = port.At("port")?.DeepClone(), ["protocol"] = port.Str("protocol") ?? "TCP" };
        foreach (var field in new[] { "name", "appProtocol" })
        {
            if (port.Str(field) is { Length: > 0 } text)
                copy[field] = text;
        }
        return copy;
    }
}
