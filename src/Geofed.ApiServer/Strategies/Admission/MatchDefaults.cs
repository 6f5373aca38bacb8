using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Admission;

/// <summary>What a policy matches, as it is when not said, and its rules (SetDefaults_MatchResources, validateMatchResources).</summary>
internal static class MatchDefaults
{
    public static void Of(JsonObject match)
    {
        match.SetWhenAbsent("matchPolicy", "Equivalent");
        match.SetWhenAbsent("namespaceSelector", new JsonObject());
        match.SetWhenAbsent("objectSelector", new JsonObject());
        foreach (var rule in match.Objects("resourceRules").Concat(match.Objects("excludeResourceRules")))
            rule.SetWhenAbsent("scope", "*");
    }

    public static void Validate(JsonObject match, FieldErrors errors, string path, bool needsRules)
    {
        if (needsRules && match.Arr("resourceRules") is null or { Count: 0 })
            errors.Required($"{path}.resourceRules");
        errors.OneOfIfSet(match, "matchPolicy", path, "Equivalent", "Exact");
        foreach (var key in (string[])["namespaceSelector", "objectSelector"])
        {
            if (match.Obj(key) is { } selector)
                SelectorRules.Validate(selector, errors, $"{path}.{key}");
        }
        foreach (var key in (string[])["resourceRules", "excludeResourceRules"])
        {
            var i = 0;
            foreach (var rule in match.Objects(key))
                AdmissionRules.WithOperations(rule, errors, $"{path}.{key}[{i++}]");
        }
    }
}
