using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for tolerations (ValidateTolerations).</summary>
internal static class TolerationRules
{
    public static void Validate(JsonObject spec, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var toleration in spec.Objects("tolerations"))
        {
            var at = $"{path}[{i++}]";
            var (key, op, value, effect) = (toleration.Str("key") ?? "", toleration.Str("operator") ?? "", toleration.Str("value") ?? "", toleration.Str("effect") ?? "");
            if (key.Length > 0)
                errors.Each($"{at}.key", key, Names.QualifiedName(key));
            if (key.Length == 0 && op != "Exists")
                errors.Invalid($"{at}.operator", op, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            if (toleration.Int("tolerationSeconds") is not null && effect != "NoExecute")
                errors.Invalid($"{at}.effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
            if (op is "Equal" or "")
                Value(value, errors, $"{at}.operator");
            else if (op == "Exists")
            {
                if (value.Length > 0)
                    errors.Invalid($"{at}.operator", value, "value must be empty when `operator` is 'Exists'");
            }
            else
                errors.NotSupported($"{at}.operator", op, "Equal", "Exists");
            if (effect.Length > 0)
                TaintRules.Effect(effect, errors, $"{at}.effect");
        }
    }

    // All that is wrong with the value stands in one cause.
    private static void Value(string value, FieldErrors errors, string path)
    {
        if (Names.LabelValue(value).ToList() is { Count: > 0 } wrongs)
            errors.Invalid(path, value, string.Join(";", wrongs));
    }
}
