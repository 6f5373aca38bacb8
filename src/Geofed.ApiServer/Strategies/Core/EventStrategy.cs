using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>Events, of the core group and of events.k8s.io (pkg/registry/core/event/strategy.go).</summary>
internal sealed class EventStrategy : ResourceStrategy
{
    public override bool AllowsCreateOnUpdate => true;

    public override IReadOnlyList<string> SelectableFields =>
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
        "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
    ];

    public override string FieldValue(JsonObject obj, string field) => field switch
    {
        "source" => obj.Str("source", "component") ?? obj.Str("deprecatedSource", "component") ?? obj.Str("reportingComponent") ?? "",
        "reportingComponent" => obj.Str("reportingComponent") ?? obj.Str("reportingController") ?? "",
        _ when field.StartsWith("involvedObject.", StringComparison.Ordinal) && obj["involvedObject"] is null => obj.Str("regarding", field[15..]) ?? "",
        _ => base.FieldValue(obj, field),
    };

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        EventRules.Validate(obj, errors);
        if (obj.Str("apiVersion") == "events.k8s.io/v1")
            EventRules.ValidateNew(obj, errors);
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        EventRules.Validate(obj, errors);
        if (obj.Str("apiVersion") == "events.k8s.io/v1")
            EventRules.ValidateChanged(obj, old, errors);
    }
}
