using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for containers (pkg/apis/core/validation/validation.go validateContainers, validateInitContainers).</summary>
internal static class ContainerRules
{
    public static void ValidateRegular(JsonObject spec, HashSet<string> volumes, FieldErrors errors, string path)
    {
        path += ".containers";
        var containers = spec.Objects("containers").ToList();
        if (containers.Count == 0)
        {
            errors.Required(path);
            return;
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var (container, at) = (containers[i], $"{path}[{i}]");
            Common(container, volumes, errors, at);
            if (!names.Add(container.Str("name") ?? ""))
                errors.Duplicate($"{at}.name", container.Str("name") ?? "");
            LifecycleAndProbes(container, errors, at);
        }
        HostPortRules.Unique(containers, errors, path);
    }

    public static void ValidateInit(JsonObject spec, HashSet<string> volumes, FieldErrors errors, string path)
    {
        var names = spec.Objects("containers").Select(c => c.Str("name") ?? "").ToHashSet(StringComparer.Ordinal);
        var i = 0;
        foreach (var container in spec.Objects("initContainers"))
        {
            var at = $"{path}.initContainers[{i++}]";
            var sidecar = container.Str("restartPolicy") is { } policy && policy == "Always";
            Common(container, volumes, errors, at);
            if (!names.Add(container.Str("name") ?? ""))
                errors.Duplicate($"{at}.name", container.Str("name") ?? "");
            HostPortRules.Unique([container], errors, $"{path}.initContainers");
            if (sidecar)
            {
                LifecycleAndProbes(container, errors, at);
                continue;
            }
            foreach (var field in (string[])["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"])
            {
                if (container[field] is not null)
                    errors.Forbidden($"{at}.{field}", "may not be set for init containers without restartPolicy=Always");
            }
        }
    }

    private static void Common(JsonObject container, HashSet<string> volumes, FieldErrors errors, string path)
    {
        var name = container.Str("name") ?? "";
        if (name.Length == 0)
            errors.Required($"{path}.name");
        else
            errors.Each($"{path}.name", name, Names.DnsLabelErrors(name));
        var image = container.Str("image") ?? "";
        if (image.Length == 0)
            errors.Required($"{path}.image");
        else if (image.Trim() != image)
            errors.Invalid($"{path}.image", image, "must not have leading or trailing whitespace");
        errors.OneOf(container, "terminationMessagePolicy", path, "FallbackToLogsOnError", "File");
        PortRules.OfContainer(container, errors, $"{path}.ports");
        EnvironmentRules.Validate(container, errors, path);
        MountRules.Validate(container, volumes, errors, path);
        errors.OneOf(container, "imagePullPolicy", path, "Always", "IfNotPresent", "Never");
        ResourceRules.OfContainer(container.Obj("resources"), errors, $"{path}.resources");
        SecurityContextRules.OfContainer(container.Obj("securityContext"), errors, $"{path}.securityContext");
    }

    private static void LifecycleAndProbes(JsonObject container, FieldErrors errors, string path)
    {
        foreach (var hook in (string[])["postStart", "preStop"])
        {
            if (container.Obj("lifecycle", hook) is { } handler)
                ProbeRules.Handler(handler, errors, $"{path}.lifecycle.{hook}");
        }
        foreach (var probe in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
            ProbeRules.Validate(container.Obj(probe), probe, errors, $"{path}.{probe}");
    }
}
