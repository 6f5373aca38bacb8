using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Giving a pod's containers other resources while they run: the resize subresource (ValidatePodResize, dropNonResizeUpdates).</summary>
internal static class PodResizeRules
{
    private static readonly string[] Mutable = ["cpu", "memory"];

    /// <summary>Keeps all but resources and how they are changed, unless containers came, went or changed places: then the rules say so.</summary>
    public static void Prepare(JsonObject obj, JsonObject old)
    {
        var (spec, before) = (obj.Ensure("spec"), old.Obj("spec").Copy() ?? []);
        var lists = (string[])["containers", "initContainers"];
        if (lists.Any(l => !spec.Objects(l).Select(c => c.Str("name")).SequenceEqual(before.Objects(l).Select(c => c.Str("name")))))
            return;
        foreach (var (now, kept) in lists.SelectMany(l => spec.Objects(l).Zip(before.Objects(l))))
        {
            foreach (var key in (string[])["resources", "resizePolicy"])
            {
                if (now[key] is { } value)
                    kept[key] = value.DeepClone();
                else
                    kept.Remove(key);
            }
        }
        obj["spec"] = before;
    }

    public static void Validate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var (spec, before) = (obj.Obj("spec") ?? [], old.Obj("spec") ?? []);
        if (old.Annotation(PodAnnotationRules.Mirror) is not null || before.Str("os", "name") == "windows")
        {
            errors.TruncateTo(0);
            errors.Forbidden("", before.Str("os", "name") == "windows" ? "windows pods cannot be resized" : "static pods cannot be resized");
            return;
        }
        var start = errors.Count;
        if ((old.Str("status", "qosClass") ?? QualityOfService.Of(before)) != QualityOfService.Of(spec))
            errors.Invalid("spec", obj.Str("status", "qosClass") ?? "", "Pod QOS Class may not change as a result of resizing");
        if (old.Objects("status", "containerStatuses").FirstOrDefault(c => c.At("state", "running") is not null) is { } running && running["resources"] is null)
            errors.Forbidden("spec", "Pod running on node without support for resize");
        Containers(spec, before, "initContainers", errors);
        Containers(spec, before, "containers", errors);
        if (errors.Count == start && !JsonNavigation.Same(WithoutResources(spec), WithoutResources(before)))
            errors.Forbidden("spec", "only cpu and memory resources are mutable");
    }

    private static void Containers(JsonObject spec, JsonObject before, string list, FieldErrors errors)
    {
        var i = 0;
        foreach (var (now, old) in spec.Objects(list).Zip(before.Objects(list)))
        {
            var path = $"spec.{list}[{i++}].resources";
            if (list == "initContainers" && old.Str("restartPolicy") != "Always")
            {
                if (!JsonNavigation.Same(now, old))
                    errors.Forbidden("spec", "resources for non-sidecar init containers are immutable");
                continue;
            }
            foreach (var key in (string[])["requests", "limits"])
            {
                if ((old.Obj("resources", key) ?? []).Any(r => now.At("resources", key, r.Key) is null))
                    errors.Forbidden($"{path}.{key}", $"resource {key} cannot be removed");
            }
            if (!JsonNavigation.Same(Others(now), Others(old)))
                errors.Forbidden("spec", list == "containers" ? "only cpu and memory resources are mutable" : "only cpu and memory resources for sidecar containers are mutable");
        }
    }

    /// <summary>The container without what may change.</summary>
    private static JsonObject Others(JsonObject container)
    {
        var copy = container.Copy();
        foreach (var amounts in ((string[])["requests", "limits"]).Select(k => copy.Obj("resources", k)).OfType<JsonObject>())
        {
            foreach (var name in Mutable)
                amounts.Remove(name);
        }
        foreach (var key in (string[])["requests", "limits"])
        {
            if (copy.Obj("resources", key) is { Count: 0 })
                copy.Obj("resources")!.Remove(key);
        }
        return copy;
    }

    private static JsonObject WithoutResources(JsonObject spec)
    {
        var copy = spec.Copy();
        foreach (var container in copy.Objects("containers").Concat(copy.Objects("initContainers")))
            container.Remove("resources");
        return copy;
    }
}
