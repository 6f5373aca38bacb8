using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Pods (pkg/registry/core/pod/strategy.go), with the tolerations that an admission plugin adds to every pod.</summary>
internal sealed class PodStrategy : StatusStrategy
{
    public override IReadOnlyList<string> SelectableFields =>
    [
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP", "status.podIPs",
        "status.nominatedNodeName",
    ];

    public override string FieldValue(JsonObject obj, string field) => field switch
    {
        "spec.hostNetwork" => obj.Bool("spec", "hostNetwork") == true ? "true" : "false",
        "status.podIPs" => string.Join(",", obj.Objects("status", "podIPs").Select(p => p.Str("ip"))),
        _ => base.FieldValue(obj, field),
    };

    public override void Default(JsonObject obj)
    {
        PodDefaults.OfPod(obj);
        obj.Ensure("status").SetWhenEmpty("phase", "Pending");
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        obj["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QualityOfService.Of(obj.Ensure("spec")) };
        LabelKeyRules.Merge(obj);
        var spec = obj.Ensure("spec");
        Evictable(spec, "node.kubernetes.io/not-ready");
        Evictable(spec, "node.kubernetes.io/unreachable");
        if (spec.Arr("schedulingGates") is { Count: > 0 })
            obj.Ensure("status")["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "PodScheduled",
                ["status"] = "False",
                ["reason"] = "SchedulingGated",
                ["message"] = "Scheduling is blocked due to non-empty scheduling gates",
            });
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForUpdate(obj, old);
        // Spares clients that replace the pod from knowing what was added to it.
        foreach (var key in (string[])["priority", "preemptionPolicy"])
        {
            if (old.At("spec", key) is { } value)
                obj.Ensure("spec").SetWhenAbsent(key, value.DeepClone());
        }
    }

    public override void PrepareForStatusUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForStatusUpdate(obj, old);
        if (old.At("metadata", "ownerReferences") is { } owners)
            obj.Ensure("metadata")["ownerReferences"] = owners.DeepClone();
        if (old.Str("status", "qosClass") is { Length: > 0 } quality)
            obj.Ensure("status").SetWhenEmpty("qosClass", quality);
    }

    public override void PrepareForSubresource(string subresource, JsonObject obj, JsonObject old)
    {
        switch (subresource)
        {
            case "ephemeralcontainers":
                var added = obj.At("spec", "ephemeralContainers").Copy();
                obj["spec"] = old["spec"].Copy();
                obj.Ensure("spec").Remove("ephemeralContainers");
                if (added is not null)
                    obj.Ensure("spec")["ephemeralContainers"] = added;
                break;
            case "resize":
                PodResizeRules.Prepare(obj, old);
                break;
        }
        obj.KeepStatus(old);
    }

    public override void Validate(JsonObject obj, FieldErrors errors) => PodRules.ValidateNew(obj, errors);

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        PodRules.Validate(obj, errors);
        PodAnnotationRules.Changed(obj, old, errors, "metadata.annotations");
        PodUpdateRules.Validate(obj, old, errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => PodStatusRules.Validate(obj, old, errors);

    public override void ValidateSubresource(string subresource, JsonObject obj, JsonObject old, FieldErrors errors)
    {
        PodRules.Validate(obj, errors);
        if (subresource == "ephemeralcontainers")
        {
            PodAnnotationRules.Changed(obj, old, errors, "metadata.annotations");
            EphemeralContainerRules.Changed(obj.Obj("spec") ?? [], old.Obj("spec") ?? [], errors);
        }
        else if (subresource == "resize")
            PodResizeRules.Validate(obj, old, errors);
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfPod(obj);

    /// <summary>People seldom change pods themselves.</summary>
    public override IEnumerable<string> WarningsOnUpdate(JsonObject obj, JsonObject old) => [];

    // The DefaultTolerationSeconds admission plugin: a pod leaves a lost node after five minutes.
    private static void Evictable(JsonObject spec, string taint)
    {
        if (spec.Objects("tolerations").Any(t => (t.Str("key") ?? "") is var key && (key == taint || key.Length == 0) && t.Str("effect") is null or "" or "NoExecute"))
            return;
        if (spec["tolerations"] is not JsonArray tolerations)
            spec["tolerations"] = tolerations = [];
        tolerations.Add((JsonNode)new JsonObject { ["key"] = taint, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 300 });
    }
}
