using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Defaults of a container (pkg/apis/core/v1/defaults.go SetDefaults_Container, SetDefaults_Probe).</summary>
internal static class ContainerDefaults
{
    public static void Of(JsonObject container)
    {
        container.SetWhenAbsent("resources", new JsonObject());
        container.SetWhenEmpty("terminationMessagePath", "/dev/termination-log");
        container.SetWhenEmpty("terminationMessagePolicy", "File");
        container.SetWhenEmpty("imagePullPolicy", ImageReference.PullPolicy(container.Str("image") ?? ""));
        foreach (var port in container.Objects("ports"))
            port.SetWhenEmpty("protocol", "TCP");
        foreach (var variable in container.Objects("env"))
            variable.Obj("valueFrom", "fieldRef")?.SetWhenEmpty("apiVersion", "v1");
        foreach (var probe in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container.Obj(probe) is { } found)
                OfProbe(found);
        }
        foreach (var hook in (string[])["postStart", "preStop"])
            OfHttpGet(container.Obj("lifecycle", hook, "httpGet"));
    }

    private static void OfProbe(JsonObject probe)
    {
        OfHttpGet(probe.Obj("httpGet"));
        probe.Obj("grpc")?.SetWhenAbsent("service", "");
        probe.SetWhenZero("timeoutSeconds", 1);
        probe.SetWhenZero("periodSeconds", 10);
        probe.SetWhenZero("successThreshold", 1);
        probe.SetWhenZero("failureThreshold", 3);
    }

    private static void OfHttpGet(JsonObject? request)
    {
        request?.SetWhenEmpty("path", "/");
        request?.SetWhenEmpty("scheme", "HTTP");
    }
}
