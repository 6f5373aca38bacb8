using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for containers (pkg/apis/core/validation/validation.go validateContainers, validateInitContainers).</summary>
internal static class ContainerRules
{
    public static void ValidateRegular(PodScope pod, FieldErrors errors, string path)
    {
        path += ".containers";
        var containers = pod.Spec.Objects("containers").ToList();
        if (containers.Count == 0)
        {
            errors.Required(path);
            return;
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var (container, at) = (containers[i], $"{path}[{i}]");
            Common(container, pod, errors, at);
            if (!names.Add(container.Str("name") ?? ""))
                errors.Duplicate($"{at}.name", container.Str("name") ?? "");
            LifecycleAndProbes(container, pod, errors, at);
            RestartRules.Validate(container, errors, at);
        }
        HostPortRules.Unique(containers, errors, path);
    }

    public static void ValidateInit(PodScope pod, FieldErrors errors, string path)
    {
        var names = pod.Spec.Objects("containers").Select(c => c.Str("name") ?? "").ToHashSet(StringComparer.Ordinal);
        var i = 0;
        foreach (var container in pod.Spec.Objects("initContainers"))
        {
            var at = $"{path}.initContainers[{i++}]";
            Common(container, pod, errors, at);
            RestartRules.Validate(container, errors, at);
            if (container.Str("name") is { Length: > 0 } name && !names.Add(name))
                errors.Duplicate($"{at}.name", name);
            HostPortRules.Unique([container], errors, $"{path}.initContainers");
            if (container.Str("restartPolicy") == "Always")
            {
                LifecycleAndProbes(container, pod, errors, at);
                continue;
            }
            foreach (var field in (string[])["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"])
            {
                if (container[field] is not null)
                    errors.Forbidden($"{at}.{field}", "may not be set for init containers without restartPolicy=Always");
            }
        }
    }

    /// <summary>What all kinds of containers are held to (validateContainerCommon).</summary>
    public static void Common(JsonObject container, PodScope pod, FieldErrors errors, string path)
    {
        var name = container.Str("name") ?? "";
        if (name.Length == 0)
            errors.Required($"{path}.name");
        else
            errors.Each($"{path}.name", name, Names.DnsLabelErrors(name));
        errors.RequireText(container, "image", path);
        errors.OneOf(container, "terminationMessagePolicy", path, "File", "FallbackToLogsOnError");
        PortRules.OfContainer(container, errors, $"{path}.ports");
        EnvironmentRules.Validate(container, errors, path);
        MountRules.Validate(container, pod.Volumes, errors, path);
        DeviceRules.Validate(container, pod.Volumes, errors, path);
        errors.OneOf(container, "imagePullPolicy", path, "Always", "IfNotPresent", "Never");
        ResourceRules.OfContainer(container.Obj("resources"), errors, $"{path}.resources");
        ClaimNameRules.OfContainer(container.Obj("resources"), pod.Claims, errors, $"{path}.resources.claims");
        RestartRules.Resize(container, pod.RestartPolicy, errors, $"{path}.resizePolicy");
        SecurityContextRules.OfContainer(container.Obj("securityContext"), pod.HostUsers, errors, $"{path}.securityContext");
    }

    /// <summary>Templates were once taken with such images, so only pods are held to this (validateContainerOnlyForPod).</summary>
    public static void ImageOfPod(JsonObject container, FieldErrors errors, string path)
    {
        if (container.Str("image") is { } image && image.Trim() != image)
            errors.Invalid($"{path}.image", image, "must not have leading or trailing whitespace");
    }

    private static void LifecycleAndProbes(JsonObject container, PodScope pod, FieldErrors errors, string path)
    {
        foreach (var hook in (string[])["postStart", "preStop"])
        {
            if (container.Obj("lifecycle", hook) is { } handler)
                ProbeRules.Handler(handler, pod.GracePeriod, errors, $"{path}.lifecycle.{hook}");
        }
        foreach (var probe in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
            ProbeRules.Validate(container.Obj(probe), probe, pod.GracePeriod, errors, $"{path}.{probe}");
    }
}
