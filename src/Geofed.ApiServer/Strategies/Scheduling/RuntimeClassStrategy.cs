using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Scheduling;

/// <summary>RuntimeClasses (pkg/apis/node/validation).</summary>
internal sealed class RuntimeClassStrategy : ResourceStrategy
{
    public override bool AllowsUnconditionalUpdate => false;

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var handler = obj.Str("handler") ?? "";
        errors.Each("handler", handler, Names.DnsLabelErrors(handler));
        if (obj.Obj("overhead", "podFixed") is { } overhead)
            ResourceRules.Overhead(overhead, errors, "overhead");
        ObjectMetaRules.ValidateLabels(obj.At("scheduling", "nodeSelector"), errors, "scheduling.nodeSelector");
        if (obj.Obj("scheduling") is { } scheduling)
            TolerationRules.Validate(scheduling, errors, "scheduling.tolerations");
    }

    public override bool HasStandardFinalizers => false;

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => errors.Unchanged(obj["handler"], old["handler"], "handler");
}
