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
        NodeRules.Resources(obj, errors);
        NodeRules.PodRanges(obj, errors);
    }

    /// <summary>Upstream holds a changed node to the rules for a new one, and then looks at its taints and resources once more.</summary>
    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        NodeRules.Resources(obj, errors);
        NodeRules.Changed(obj, old, errors);
        Taints(obj, errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        NodeRules.Resources(obj, errors);
        NodeRules.Changed(obj, old, errors);
    }

    public override IEnumerable<string> Warnings(JsonObject obj)
    {
        if (obj.At("spec", "configSource") is not null)
            yield return "spec.configSource: the feature is removed";
        if (obj.Str("spec", "externalID") is { Length: > 0 })
            yield return "spec.externalID: this field is deprecated, and is unused by Kubernetes";
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
            if (Names.LabelValue(taint.Str("value") ?? "").ToList() is { Count: > 0 } wrongs)
                errors.Invalid($"{path}.value", taint.Str("value") ?? "", string.Join(";", wrongs));
            TaintRules.Effect(effect, errors, $"{path}.effect");
            if (!seen.Add((key, effect)))
                errors.Duplicate(path, GoTaint(taint), "taints must be unique by key and effect pair");
        }
    }

    private static JsonObject GoTaint(JsonObject taint)
    {
        var shown = GoText.Strings(taint, ("Key", "key"), ("Value", "value"), ("Effect", "effect"));
        shown["TimeAdded"] = taint["timeAdded"].Copy();
        return shown;
    }
}
