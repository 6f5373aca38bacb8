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

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        PodSpecRules.Validate(obj.Obj("spec") ?? [], errors, "spec", isPod: true);
        if (obj.Obj("spec").Arr("ephemeralContainers") is { Count: > 0 })
            errors.Forbidden("spec.ephemeralContainers", "cannot be set on create");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => PodUpdateRules.Validate(obj, old, errors);

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors) =>
        errors.NonNegative(obj.Obj("status"), "observedGeneration", "status");

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfSpec(obj.Obj("spec"), "spec");

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
