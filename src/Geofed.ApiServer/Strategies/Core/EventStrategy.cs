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
        var path = obj["involvedObject"] is not null ? "involvedObject" : "regarding";
        var (ns, of) = (obj.Namespace() ?? "", obj.Str(path, "namespace") ?? "");
        if (of.Length == 0 && ns is not ("default" or "kube-system"))
            errors.Invalid("involvedObject.namespace", of, "does not match event.namespace");
        else if (of.Length > 0 && of != ns)
            errors.Invalid("involvedObject.namespace", of, "does not match event.namespace");
    }
}
