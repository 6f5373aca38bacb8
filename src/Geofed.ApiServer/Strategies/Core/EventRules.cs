using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>The rules for events, of either group (pkg/apis/core/validation/events.go). Upstream names the fields as the core group does.</summary>
internal static class EventRules
{
    private static readonly (string Shown, string Field)[] Fixed =
    [
        ("involvedObject", "regarding"), ("reason", "reason"), ("message", "note"), ("source", "deprecatedSource"), ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"), ("reason", "reason"), ("type", "type"), ("eventTime", "eventTime"), ("action", "action"),
        ("related", "related"), ("reportingController", "reportingController"), ("reportingInstance", "reportingInstance"),
    ];

    public static void Validate(JsonObject obj, FieldErrors errors)
    {
        var (ns, of) = (obj.Namespace() ?? "", (obj.Obj("involvedObject") ?? obj.Obj("regarding")).Str("namespace") ?? "");
        // The old kind of event has no time of its own.
        if (obj.Str("eventTime") is null)
        {
            if (of.Length == 0 ? ns != "default" : ns != of)
                errors.Invalid("involvedObject.namespace", of, "does not match event.namespace");
            return;
        }
        if (of.Length == 0 && ns is not ("default" or "kube-system"))
            errors.Invalid("involvedObject.namespace", of, "does not match event.namespace");
        var controller = obj.Str("reportingController") ?? obj.Str("reportingComponent") ?? "";
        if (controller.Length == 0)
            errors.Required("reportingController");
        errors.Each("reportingController", controller, Names.QualifiedName(controller));
        foreach (var key in (string[])["reportingInstance", "action", "reason"])
        {
            errors.RequireText(obj, key, "");
            if (obj.Str(key) is { Length: > 128 })
                errors.Invalid(key, "", "can have at most 128 characters");
        }
        if ((obj.Str("message") ?? obj.Str("note")) is { Length: > 1024 })
            errors.Invalid("message", "", "can have at most 1024 characters");
    }

    /// <summary>What only the newer group asks of a new event.</summary>
    public static void ValidateNew(JsonObject obj, FieldErrors errors)
    {
        Series(obj, errors);
        if (obj.Str("eventTime") is null)
            errors.Required("eventTime");
        if (obj.Str("type") is not ("Normal" or "Warning") and var type)
            errors.Invalid("type", "", $"has invalid value: {type}");
        foreach (var (shown, field) in ((string, string)[])[("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"), ("source", "deprecatedSource")])
        {
            if (obj[field] is { } value && value.Int() != 0 && value is not JsonObject { Count: 0 })
                errors.Invalid(shown, "", "needs to be unset");
        }
    }

    public static void ValidateChanged(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if (!JsonNavigation.Same(obj["series"], old["series"]))
            Series(obj, errors);
        foreach (var (shown, field) in Fixed)
            errors.Unchanged(obj[field], old[field], shown, "");
    }

    private static void Series(JsonObject obj, FieldErrors errors)
    {
        if (obj.Obj("series") is not { } series)
            return;
        if ((series.Int("count") ?? 0) < 2)
            errors.Invalid("series.count", "", "should be at least 2");
        if (series.Str("lastObservedTime") is null)
            errors.Required("series.lastObservedTime");
    }
}
