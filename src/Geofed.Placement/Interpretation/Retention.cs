using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Jobs;

namespace Geofed.Placement.Interpretation;

/// <summary>pkg/resourceinterpreter/default/native/retain.go.</summary>
internal static class Retention
{
    public static JsonObject Retain(JsonObject desired, JsonObject observed)
    {
        var o = desired.Copy();
        switch (ResourceInterpreter.Id(o))
        {
            case "apps/v1 Deployment":
                Replicas(o, observed);
                break;
            case "v1 Pod":
                Pod(o, observed);
                break;
            case "v1 Service":
                Service(o, observed);
                break;
            case "v1 ServiceAccount":
                Join(o, observed, "secrets");
                Join(o, observed, "imagePullSecrets");
                break;
            case "v1 PersistentVolumeClaim":
                Keep(o, observed, "spec", "volumeName");
                break;
            case "v1 PersistentVolume":
                Keep(o, observed, "spec", "claimRef");
                break;
            case "batch/v1 Job":
                Keep(o, observed, "spec", "selector", "matchLabels");
                Keep(o, observed, "spec", "template", "metadata", "labels");
                break;
            case "v1 Secret" when o.Str("type") == "kubernetes.io/service-account-token":
                Keep(o, observed, "data");
                break;
        }
        if (KueueJobs.Are(o))
            KueueJobs.Retain(o, observed);
        return o;
    }

    /// <summary>Under an autoscaler of the member, its number counts.</summary>
    private static void Replicas(JsonObject desired, JsonObject observed)
    {
        if (desired.Label(KarmadaMarks.RetainReplicas) != "true")
            return;
        desired.Ensure("spec")["replicas"] = observed.Int("spec", "replicas")
            ?? throw new InvalidOperationException($"the member's {observed.Str("kind")} {observed.Key()} has no spec.replicas to keep");
    }

    private static void Service(JsonObject desired, JsonObject observed)
    {
        if (observed.Int("spec", "healthCheckNodePort") is > 0 and var port)
            desired.Ensure("spec")["healthCheckNodePort"] = port;
        if (observed.Str("spec", "clusterIP") is { Length: > 0 } address)
            desired.Ensure("spec")["clusterIP"] = address;
    }

    private static void Pod(JsonObject desired, JsonObject observed)
    {
        var spec = desired.Ensure("spec");
        foreach (var field in new[] { "nodeName", "serviceAccountName", "volumes" })
            spec[field] = observed.At("spec", field)?.DeepClone();
        foreach (var field in new[] { "nodeName", "serviceAccountName", "volumes" })
        {
            if (spec[field] is null)
                spec.Remove(field);
        }
        foreach (var list in new[] { "containers", "initContainers" })
        {
            foreach (var container in spec.Objects(list))
            {
                if (observed.Objects("spec", list).FirstOrDefault(c => c.Str("name") == container.Str("name")) is not { } live)
                    continue;
                if (live.Arr("volumeMounts") is { } mounts)
                    container["volumeMounts"] = mounts.Copy();
                else
                    container.Remove("volumeMounts");
            }
        }
    }

    /// <summary>The desired ones first, then those that the member has besides.</summary>
    private static void Join(JsonObject desired, JsonObject observed, string field)
    {
        var names = desired.Objects(field).Select(s => s.Str("name")).ToHashSet();
        var more = observed.Objects(field).Where(s => names.Add(s.Str("name"))).ToList();
        if (more.Count == 0)
            return;
        if (desired.Arr(field) is not { } list)
            desired[field] = list = [];
        foreach (var secret in more)
            list.Add(secret.Copy());
    }

    private static void Keep(JsonObject desired, JsonObject observed, params ReadOnlySpan<string> path)
    {
        if (observed.At(path) is { } value && (value is not JsonValue text || text.Str() is not ""))
            desired.Ensure(path[..^1])[path[^1]] = value.DeepClone();
    }
}
