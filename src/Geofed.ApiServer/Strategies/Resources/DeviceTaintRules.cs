using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for taints of devices and for what tolerates them (validateDeviceTaint, validateDeviceToleration).</summary>
internal static class DeviceTaintRules
{
    private static readonly string[] Effects = ["NoExecute", "NoSchedule", "None"];

    public static void Taint(JsonObject taint, FieldErrors errors, string path)
    {
        var (key, value) = (taint.Str("key") ?? "", taint.Str("value") ?? "");
        errors.Each($"{path}.key", key, Names.QualifiedName(key));
        errors.Each($"{path}.value", value, Names.LabelValue(value));
        errors.OneOf(taint, "effect", path, Effects);
    }

    public static void Tolerations(JsonObject owner, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var toleration in owner.Objects("tolerations"))
            Toleration(toleration, errors, $"{path}.tolerations[{i++}]");
    }

    private static void Toleration(JsonObject toleration, FieldErrors errors, string path)
    {
        if (toleration.Str("key") is { Length: > 0 } key)
            errors.Each($"{path}.key", key, Names.QualifiedName(key));
        var value = toleration.Str("value") ?? "";
        switch (toleration.Str("operator"))
        {
            case "Exists":
                if (value.Length > 0)
                    errors.Invalid($"{path}.value", value, "must be empty for operator `Exists`");
                break;
            case "Equal":
                errors.Each($"{path}.value", value, Names.LabelValue(value));
                break;
            default:
                errors.OneOf(toleration, "operator", path, "Equal", "Exists");
                break;
        }
        if (toleration.Str("effect") is { Length: > 0 })
            errors.OneOf(toleration, "effect", path, Effects);
    }
}
