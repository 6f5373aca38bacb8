using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>Nodes (pkg/registry/core/node/strategy.go, pkg/apis/core/validation ValidateNode), with the taint of a new node (TaintNodesByCondition).</summary>
internal sealed class NodeStrategy : StatusStrategy
{
    private const string NotReady = "node.kubernetes.io/not-ready";

    public override bool HasGeneration => false;

    public override IReadOnlyList<string> SelectableFields => ["spec.unschedulable"];

    public override string FieldValue(JsonObject obj, string field) => obj.Bool("spec", "unschedulable") == true ? "true" : "false";

    public override void Default(JsonObject obj)
    {
        base.Default(obj);
        var status = obj.Ensure("status");
        if (status.Obj("allocatable") is null or { Count: 0 } && status.Obj("capacity") is { Count: > 0 } capacity)
            status["allocatable"] = capacity.DeepClone();
    }

    /// <summary>A node may register with its status; it is not ready until something says so.</summary>
    public override void PrepareForCreate(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        if (spec.Objects("taints").Any(t => t.Str("key") == NotReady && t.Str("effect") == "NoSchedule"))
            return;
        if (spec["taints"] is not JsonArray taints)
            spec["taints"] = taints = [];
        taints.Add((JsonNode)new JsonObject { ["key"] = NotReady, ["effect"] = "NoSchedule" });
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        Taints(obj, errors);
        if (obj.Obj("spec").Strings("podCIDRs").ToList() is { Count: > 2 } ranges)
            errors.Invalid("spec.podCIDRs", new JsonArray([.. ranges.Select(r => (JsonNode)r)]), "may specify no more than one CIDR for each IP family");
    }

    /// <summary>Upstream looks at the taints of a changed node twice, and tells of them twice.</summary>
    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        Taints(obj, errors);
        if (old.Str("spec", "podCIDR") is { Length: > 0 } range && obj.Str("spec", "podCIDR") != range)
            errors.Forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid");
        if (old.Str("spec", "providerID") is { Length: > 0 } id && obj.Str("spec", "providerID") != id)
            errors.Forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
    }

    private static void Taints(JsonObject obj, FieldErrors errors)
    {
        var seen = new HashSet<(string, string)>();
        var i = 0;
        foreach (var taint in obj.Objects("spec", "taints"))
        {
            var path = $"metadata.taints[{i++}]";
            var (key, effect) = (taint.Str("key") ?? "", taint.Str("effect") ?? "");
            errors.Each($"{path}.key", key, Names.QualifiedName(key));
            errors.Each($"{path}.value", taint.Str("value") ?? "", Names.LabelValue(taint.Str("value") ?? ""));
            TaintRules.Effect(effect, errors, $"{path}.effect");
            if (!seen.Add((key, effect)))
                errors.Duplicate(path, GoText.Strings(taint, ("Key", "key"), ("Value", "value"), ("Effect", "effect")));
        }
    }
}
