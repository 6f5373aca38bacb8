using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>When a container restarts: after its end, or to be given other resources (validateContainerRestartPolicy, validateResizePolicy).</summary>
internal static class RestartRules
{
    public static void Validate(JsonObject container, FieldErrors errors, string path)
    {
        errors.OneOfIfSet(container, "restartPolicy", path, "Always", "OnFailure", "Never");
        var rules = container.Objects("restartPolicyRules").ToList();
        if (rules.Count > 0 && container["restartPolicy"] is null)
            errors.Required($"{path}.restartPolicy", "must specify restartPolicy when restart rules are used");
        if (rules.Count > 20)
            errors.TooMany($"{path}.restartPolicyRules", rules.Count, 20);
        for (var i = 0; i < rules.Count; i++)
            Rule(rules[i], errors, $"{path}.restartPolicyRules[{i}]");
    }

    private static void Rule(JsonObject rule, FieldErrors errors, string path)
    {
        if (rule.Str("action") is not "Restart" and var action)
            errors.NotSupported($"{path}.action", action ?? "", "Restart");
        if (rule.Obj("exitCodes") is not { } codes)
        {
            errors.Required($"{path}.exitCodes", "must be specified");
            return;
        }
        if (codes.Str("operator") is not ("In" or "NotIn") and var op)
            errors.NotSupported($"{path}.exitCodes.operator", op ?? "", "In", "NotIn");
        if (codes.Arr("values")?.Count > 255)
            errors.TooMany($"{path}.exitCodes.values", codes.Arr("values")!.Count, 255);
    }

    public static void Resize(JsonObject container, string restartPolicy, FieldErrors errors, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var policy in container.Objects("resizePolicy"))
        {
            var (name, restart) = (policy.Str("resourceName") ?? "", policy.Str("restartPolicy") ?? "");
            if (!seen.Add(name))
                errors.Duplicate($"{path}[{i}]", name);
            i++;
            if (name.Length == 0)
                errors.Required(path);
            else if (name is not ("cpu" or "memory"))
                errors.NotSupported(path, name, "cpu", "memory");
            if (restart.Length == 0)
                errors.Required(path);
            else if (restart is not ("NotRequired" or "RestartContainer"))
                errors.NotSupported(path, restart, "NotRequired", "RestartContainer");
            if (restartPolicy == "Never" && restart != "NotRequired")
                errors.Invalid(path, restart, "must be 'NotRequired' when `restartPolicy` is 'Never'");
        }
    }
}
