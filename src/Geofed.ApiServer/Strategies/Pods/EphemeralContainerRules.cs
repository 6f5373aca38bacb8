using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for containers added to a running pod to look into it (validateEphemeralContainers, ValidatePodEphemeralContainersUpdate).</summary>
internal static class EphemeralContainerRules
{
    private static readonly string[] Refused =
        ["ports", "resources", "resizePolicy", "restartPolicy", "restartPolicyRules", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"];

    public static void Validate(PodScope pod, FieldErrors errors, string path)
    {
        var others = pod.Spec.Objects("containers").Concat(pod.Spec.Objects("initContainers")).Select(c => c.Str("name") ?? "").ToHashSet(StringComparer.Ordinal);
        var names = others.ToHashSet(StringComparer.Ordinal);
        var i = 0;
        foreach (var container in pod.Spec.Objects("ephemeralContainers"))
        {
            var at = $"{path}[{i++}]";
            ContainerRules.Common(container, pod, errors, at);
            ContainerRules.ImageOfPod(container, errors, at);
            if (!names.Add(container.Str("name") ?? ""))
                errors.Duplicate($"{at}.name", container.Str("name") ?? "");
            if (container.Str("targetContainerName") is { Length: > 0 } target && !others.Contains(target))
                errors.NotFound($"{at}.targetContainerName", target);
            foreach (var field in Refused)
            {
                if (container[field] is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 }))
                    errors.Forbidden($"{at}.{field}", "cannot be set for an Ephemeral Container");
            }
            var j = 0;
            foreach (var mount in container.Objects("volumeMounts"))
            {
                foreach (var key in ((string[])["subPath", "subPathExpr"]).Where(k => !string.IsNullOrEmpty(mount.Str(k))))
                    errors.Forbidden($"{at}.volumeMounts[{j}].{key}", "cannot be set for an Ephemeral Container");
                j++;
            }
        }
    }

    /// <summary>They may be added, and neither changed nor taken away.</summary>
    public static void Changed(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        var now = spec.Objects("ephemeralContainers").ToLookup(c => c.Str("name") ?? "");
        foreach (var old in before.Objects("ephemeralContainers"))
        {
            var name = old.Str("name") ?? "";
            if (now[name].LastOrDefault() is not { } next)
                errors.Forbidden("spec.ephemeralContainers", $"existing ephemeral containers {FieldErrors.Quote(name)} may not be removed\n");
            else if (!JsonNavigation.Same(next, old))
                errors.Forbidden("spec.ephemeralContainers", $"existing ephemeral containers {FieldErrors.Quote(name)} may not be changed");
        }
    }
}
