using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Jobs;

/// <summary>An AppWrapper: objects that belong together, which say where their pods are or are jobs themselves (project-codeflare/appwrapper, api/v1beta2).</summary>
internal static class WrappedPods
{
    /// <summary>Null when the pods of one of its objects are not known.</summary>
    public static IEnumerable<PodSet>? Of(JsonObject wrapper)
    {
        var all = new List<PodSet>();
        foreach (var component in wrapper.Objects("spec", "components"))
        {
            if (component.Obj("template") is not { } wrapped)
                continue;
            if (component.Arr("podSets") is { Count: > 0 } declared)
                all.AddRange(declared.Objects().Select((set, i) => new PodSet($"{wrapped.Name()}-{i}", set.Int("replicas") ?? 1, PodSets.Template(component, (set.Str("path") ?? "").Split('.')))));
            else if (PodSets.Of(wrapped) is { } sets)
                all.AddRange(sets.Select((set, i) => set with { Name = set.Name.Length > 0 ? $"{wrapped.Name()}-{set.Name}" : wrapped.Name() }));
            else if (HasPods(wrapped))
                return null;
        }
        return all;
    }

    /// <summary>Services, ConfigMaps and the like have none; of a kind that nobody knows one cannot say.</summary>
    private static bool HasPods(JsonObject wrapped) => wrapped.Kind().Group is not ("" or "rbac.authorization.k8s.io" or "networking.k8s.io" or "scheduling.k8s.io") || wrapped.Str("kind") == "Pod";
}
