using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.FlowControl;

/// <summary>FlowSchemas (pkg/apis/flowcontrol/v1/defaults.go, validation). Kept for those who write them: requests are limited in other ways here.</summary>
internal sealed class FlowSchemaStrategy : StatusStrategy
{
    protected override void DefaultSpec(JsonObject spec) => spec.SetWhenZero("matchingPrecedence", 1000);

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        var precedence = spec.Int("matchingPrecedence") ?? 0;
        if (precedence <= 0)
            errors.Invalid("spec.matchingPrecedence", precedence, "must be a positive value");
        if (precedence > 10_000)
            errors.Invalid("spec.matchingPrecedence", precedence, "must not be greater than 10000");
        if (precedence == 1 && obj.Name() != "exempt")
            errors.Invalid("spec.matchingPrecedence", precedence, "only the schema named 'exempt' may have matchingPrecedence 1");
        if (spec.Obj("distinguisherMethod") is { } method && method.Str("type") is not ("ByNamespace" or "ByUser"))
            errors.NotSupported("spec.distinguisherMethod.type", GoText.Strings(method, ("Type", "type")), "ByNamespace", "ByUser");
        if (spec.Str("priorityLevelConfiguration", "name") is { Length: > 0 } level)
            errors.Each("spec.priorityLevelConfiguration.name", level, Names.DnsSubdomainErrors(level));
        else
            errors.Required("spec.priorityLevelConfiguration.name", "must reference a priority level");
        var i = 0;
        foreach (var rule in spec.Objects("rules"))
            FlowRules.Validate(rule, errors, $"spec.rules[{i++}]");
    }
}
