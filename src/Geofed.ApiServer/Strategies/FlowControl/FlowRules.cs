using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.FlowControl;

/// <summary>Whose requests, and which, a FlowSchema is about (ValidateFlowSchemaPolicyRulesWithSubjects).</summary>
internal static class FlowRules
{
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

    private static readonly (string Kind, string Field)[] Subjects = [("ServiceAccount", "serviceAccount"), ("User", "user"), ("Group", "group")];

    public static void Validate(JsonObject rule, FieldErrors errors, string path)
    {
        if (rule.Arr("subjects") is null or { Count: 0 })
            errors.Required($"{path}.subjects", "subjects must contain at least one value");
        var i = 0;
        foreach (var subject in rule.Objects("subjects"))
            Subject(subject, errors, $"{path}.subjects[{i++}]");
        if (rule.Arr("resourceRules") is null or { Count: 0 } && rule.Arr("nonResourceRules") is null or { Count: 0 })
            errors.Required(path, "at least one of resourceRules and nonResourceRules has to be non-empty");
        i = 0;
        foreach (var resources in rule.Objects("resourceRules"))
            Resources(resources, errors, $"{path}.resourceRules[{i++}]");
        i = 0;
        foreach (var paths in rule.Objects("nonResourceRules"))
            Paths(paths, errors, $"{path}.nonResourceRules[{i++}]");
    }

    private static void Subject(JsonObject subject, FieldErrors errors, string path)
    {
        var kind = subject.Str("kind") ?? "";
        if (Array.Find(Subjects, s => s.Kind == kind).Field is not { } field)
        {
            errors.NotSupported($"{path}.kind", kind, "Group", "ServiceAccount", "User");
            return;
        }
        if (subject.Obj(field) is not { } named)
            errors.Required($"{path}.{field}", $"{field} is required when subject kind is '{kind}'");
        else
        {
            errors.RequireText(named, "name", $"{path}.{field}");
            if (kind == "ServiceAccount")
                Account(named, errors, $"{path}.{field}");
        }
        foreach (var (other, key) in Subjects.Where(s => s.Kind != kind && subject[s.Field] is not null))
            errors.Forbidden($"{path}.{key}", $"{key} is forbidden when subject kind is not '{other}'");
    }

    private static void Account(JsonObject account, FieldErrors errors, string path)
    {
        if (account.Str("name") is { Length: > 0 } name && name != "*")
            errors.Each($"{path}.name", name, Names.DnsSubdomainErrors(name));
        if (account.Str("namespace") is { Length: > 0 } ns)
            errors.Each($"{path}.namespace", ns, Names.DnsLabelErrors(ns));
        else
            errors.Required($"{path}.namespace", "must specify namespace for service account");
    }

    private static void VerbsOf(JsonObject rule, FieldErrors errors, string path)
    {
        var verbs = rule.Strings("verbs").ToList();
        if (verbs.Count == 0)
            errors.Required($"{path}.verbs", "verbs must contain at least one value");
        else if (verbs.Contains("*"))
            Alone(rule, "verbs", "other verbs", errors, path);
        else if (verbs.Exists(v => !Verbs.Contains(v)))
            errors.NotSupported($"{path}.verbs", rule["verbs"].Copy(), Verbs);
    }

    private static void Alone(JsonObject rule, string key, string others, FieldErrors errors, string path)
    {
        if (rule.Strings(key).ToList() is { Count: > 1 } values && values.Contains("*"))
            errors.Invalid($"{path}.{key}", rule[key].Copy(), $"if '*' is present, must not specify {others}");
    }

    private static void Resources(JsonObject rule, FieldErrors errors, string path)
    {
        VerbsOf(rule, errors, path);
        foreach (var (key, one, others) in ((string, string, string)[])[("apiGroups", "api group", "other api groups"), ("resources", "resource", "other resources")])
        {
            if (rule.Arr(key) is null or { Count: 0 })
                errors.Required($"{path}.{key}", $"resource rules must supply at least one {one}");
            else
                Alone(rule, key, others, errors, path);
        }
        var namespaces = rule.Strings("namespaces").ToList();
        if (namespaces.Count == 0 && rule.Bool("clusterScope") != true)
            errors.Required($"{path}.namespaces", "resource rules that are not cluster scoped must supply at least one namespace");
        else if (namespaces.Contains("*"))
            Alone(rule, "namespaces", "other namespaces", errors, path);
        else
        {
            for (var i = 0; i < namespaces.Count; i++)
                errors.Each($"{path}.namespaces[{i}]", namespaces[i], Names.DnsLabelErrors(namespaces[i]).Select(w => "each member of this list must be '*' or a DNS-1123 label; " + w));
        }
    }

    private static void Paths(JsonObject rule, FieldErrors errors, string path)
    {
        VerbsOf(rule, errors, path);
        var urls = rule.Strings("nonResourceURLs").ToList();
        if (urls.Count == 0)
            errors.Required($"{path}.nonResourceURLs", "nonResourceURLs must contain at least one value");
        else if (urls.Contains("*"))
            Alone(rule, "nonResourceURLs", "other non-resource URLs", errors, path);
        else
        {
            for (var i = 0; i < urls.Count; i++)
            {
                if (WrongUrl(urls[i]) is { } wrong)
                    errors.Invalid($"{path}.nonResourceURLs[{i}]", urls[i], wrong);
            }
        }
    }

    private static string? WrongUrl(string url) => url switch
    {
        "" => "must not be empty",
        "/" => null,
        _ when !url.StartsWith('/') => "must start with slash",
        _ when url.Contains(' ', StringComparison.Ordinal) => "must not contain white-space",
        _ when url.Contains("//", StringComparison.Ordinal) => "must not contain double slash",
        _ when url.Count(c => c == '*') is var stars && (stars > 1 || (stars == 1 && !url.EndsWith("/*", StringComparison.Ordinal))) => "wildcard can only do suffix matching",
        _ => null,
    };
}
