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
                errors.Each($"{at}.operator", value, Names.LabelValue(value));
            else if (op == "Exists")
            {
                if (value.Length > 0)
                    errors.Invalid($"{at}.operator", GoToleration(toleration), "value must be empty when `operator` is 'Exists'");
            }
            else
                errors.NotSupported($"{at}.operator", op, "Equal", "Exists");
            if (effect.Length > 0)
                TaintRules.Effect(effect, errors, $"{at}.effect");
        }
    }

    private static JsonObject GoToleration(JsonObject toleration)
    {
        var shown = GoText.Strings(toleration, ("Key", "key"), ("Operator", "operator"), ("Value", "value"), ("Effect", "effect"));
        shown["TolerationSeconds"] = toleration["tolerationSeconds"].Copy();
        return shown;
    }
}
