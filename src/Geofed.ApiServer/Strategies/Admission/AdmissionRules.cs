using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Admission;

/// <summary>Which requests a webhook or a policy is about (validateRuleWithOperations, validateResources, validateMatchConditions).</summary>
internal static class AdmissionRules
{
    public static void WithOperations(JsonObject rule, FieldErrors errors, string path)
    {
        var operations = rule.Strings("operations").ToList();
        if (operations.Count == 0)
            errors.Required($"{path}.operations");
        if (operations.Count > 1 && operations.Contains("*"))
            errors.Invalid($"{path}.operations", rule["operations"].Copy(), "if '*' is present, must not specify other operations");
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i] is not ("*" or "CONNECT" or "CREATE" or "DELETE" or "UPDATE"))
                errors.NotSupported($"{path}.operations[{i}]", operations[i], "*", "CONNECT", "CREATE", "DELETE", "UPDATE");
        }
        List(rule, "apiGroups", "if '*' is present, must not specify other API groups", errors, path);
        List(rule, "apiVersions", "if '*' is present, must not specify other API versions", errors, path);
        var j = 0;
        foreach (var version in rule.Strings("apiVersions"))
        {
            if (version.Length == 0)
                errors.Required($"{path}.apiVersions[{j}]");
            j++;
        }
        Resources(rule, errors, $"{path}.resources");
        errors.OneOfIfSet(rule, "scope", path, "*", "Cluster", "Namespaced");
    }

    private static void List(JsonObject rule, string key, string text, FieldErrors errors, string path)
    {
        var values = rule.Strings(key).ToList();
        if (values.Count == 0)
            errors.Required($"{path}.{key}");
        if (values.Count > 1 && values.Contains("*"))
            errors.Invalid($"{path}.{key}", rule[key].Copy(), text);
    }

    private static void Resources(JsonObject rule, FieldErrors errors, string path)
    {
        var resources = rule.Strings("resources").ToList();
        if (resources.Count == 0)
            errors.Required(path);
        var (whole, everywhere) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var plain = false;
        for (var i = 0; i < resources.Count; i++)
        {
            var resource = resources[i];
            if (resource.Length == 0)
            {
                errors.Required($"{path}[{i}]");
                continue;
            }
            if (resource.Split('/', 2) is not [var name, var sub])
            {
                plain = resource != "*";
                continue;
            }
            if (whole.Contains(name))
                errors.Invalid($"{path}[{i}]", resource, $"if '{name}/*' is present, must not specify {resource}");
            if (everywhere.Contains(sub))
                errors.Invalid($"{path}[{i}]", resource, $"if '*/{sub}' is present, must not specify {resource}");
            if (sub == "*")
                whole.Add(name);
            if (name == "*")
                everywhere.Add(sub);
        }
        if (resources.Count > 1 && resources.Contains("*/*"))
            errors.Invalid(path, rule["resources"].Copy(), "if '*/*' is present, must not specify other resources");
        if (resources.Contains("*") && plain)
            errors.Invalid(path, rule["resources"].Copy(), "if '*' is present, must not specify other resources without subresources");
    }

    /// <summary>Conditions in CEL: their names are looked at, their expressions are not.</summary>
    public static void MatchConditions(JsonObject owner, FieldErrors errors, string path)
    {
        var conditions = owner.Objects("matchConditions").ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (conditions.Count > 64)
            errors.TooMany(path, conditions.Count, 64);
        for (var i = 0; i < conditions.Count; i++)
        {
            var (at, name) = ($"{path}[{i}]", conditions[i].Str("name") ?? "");
            if (string.IsNullOrWhiteSpace(conditions[i].Str("expression")))
                errors.Required($"{at}.expression");
            if (name.Length == 0)
                errors.Required($"{at}.name");
            else
            {
                errors.Each($"{at}.name", name, Names.QualifiedName(name));
                if (!names.Add(name))
                    errors.Duplicate($"{at}.name", name);
            }
        }
    }
}
