using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Defaults of a pod's spec, alone or in a template (pkg/apis/core/v1/defaults.go SetDefaults_PodSpec).</summary>
internal static class PodDefaults
{
    /// <summary>The defaults of a template of pods at <c>spec.template</c>; its metadata is written even when empty.</summary>
    public static void OfTemplate(JsonObject template)
    {
        template.SetWhenAbsent("metadata", new JsonObject());
        OfSpec(template.Ensure("spec"));
    }

    public static void OfSpec(JsonObject spec)
    {
        foreach (var volume in spec.Objects("volumes"))
            VolumeDefaults.Of(volume);
        foreach (var container in AllContainers(spec))
            ContainerDefaults.Of(container);
        spec.SetWhenAbsent("restartPolicy", "Always");
        spec.SetWhenAbsent("terminationGracePeriodSeconds", 30);
        spec.SetWhenAbsent("dnsPolicy", "ClusterFirst");
        // The same name under its former field, in both directions (conversion of v1.PodSpec).
        if (spec.Str("serviceAccountName") is { Length: > 0 } name)
            spec["serviceAccount"] = name;
        else if (spec.Str("serviceAccount") is { Length: > 0 } former)
            spec["serviceAccountName"] = former;
        spec.SetWhenAbsent("securityContext", new JsonObject());
        spec.SetWhenAbsent("schedulerName", "default-scheduler");
    }

    /// <summary>What a pod gets beyond its spec's defaults, and a template does not (SetDefaults_Pod).</summary>
    public static void OfPod(JsonObject pod)
    {
        var spec = pod.Ensure("spec");
        OfSpec(spec);
        spec.SetWhenAbsent("enableServiceLinks", true);
        foreach (var container in spec.Objects("containers").Concat(spec.Objects("initContainers")))
        {
            RequestsFromLimits(container.Obj("resources"));
            if (spec.Bool("hostNetwork") == true)
                HostPorts(container);
        }
        RequestsFromLimits(spec.Obj("resources"));
    }

    public static IEnumerable<JsonObject> AllContainers(JsonObject spec) =>
        spec.Objects("initContainers").Concat(spec.Objects("containers")).Concat(spec.Objects("ephemeralContainers"));

    private static void RequestsFromLimits(JsonObject? resources)
    {
        if (resources.Obj("limits") is not { Count: > 0 } limits)
            return;
        var requests = resources!.Ensure("requests");
        foreach (var (name, limit) in limits)
        {
            if (limit is not null)
                requests.SetWhenAbsent(name, limit.DeepClone());
        }
    }

    private static void HostPorts(JsonObject container)
    {
        foreach (var port in container.Objects("ports"))
        {
            if (port.Int("containerPort") is { } number)
                port.SetWhenZero("hostPort", number);
        }
    }
}
