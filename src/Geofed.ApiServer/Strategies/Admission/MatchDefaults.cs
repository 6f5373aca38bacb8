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
            {
                var at = $"{path}.{key}[{i++}]";
                ResourceNames(rule, errors, $"{at}.resourceNames");
                AdmissionRules.WithOperations(rule, errors, at);
            }
        }
        if (needsRules && match.Arr("resourceRules") is null or { Count: 0 })
            errors.Required($"{path}.resourceRules");
    }

    private static void ResourceNames(JsonObject rule, FieldErrors errors, string path)
    {
        var names = rule.Strings("resourceNames").ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (Names.PathSegment(names[i]) is { } wrong)
                errors.Invalid($"{path}[{i}]", names[i], wrong);
            if (names.IndexOf(names[i]) < i)
                errors.Duplicate($"{path}[{i}]", names[i]);
        }
    }
}
