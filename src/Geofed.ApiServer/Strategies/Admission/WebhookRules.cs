using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Admission;

/// <summary>The rules for one webhook (pkg/apis/admissionregistration/validation validateValidatingWebhook, validateAdmissionReviewVersions).</summary>
internal static class WebhookRules
{
    public static void Validate(JsonObject hook, bool mutating, FieldErrors errors, string path)
    {
        QualifiedName(hook.Str("name") ?? "", errors, $"{path}.name");
        var i = 0;
        foreach (var rule in hook.Objects("rules"))
            AdmissionRules.WithOperations(rule, errors, $"{path}.rules[{i++}]");
        errors.OneOfIfSet(hook, "failurePolicy", path, "Fail", "Ignore");
        errors.OneOfIfSet(hook, "matchPolicy", path, "Equivalent", "Exact");
        if (hook["sideEffects"] is null)
            errors.Required($"{path}.sideEffects", "must specify one of None, NoneOnDryRun");
        else
            errors.OneOfIfSet(hook, "sideEffects", path, "None", "NoneOnDryRun");
        if (hook.Int("timeoutSeconds") is { } timeout and (< 1 or > 30))
            errors.Invalid($"{path}.timeoutSeconds", timeout, "the timeout value must be between 1 and 30 seconds");
        foreach (var key in (string[])["namespaceSelector", "objectSelector"])
        {
            if (hook.Obj(key) is { } selector)
                SelectorRules.Validate(selector, errors, $"{path}.{key}");
        }
        if (mutating)
            errors.OneOfIfSet(hook, "reinvocationPolicy", path, "IfNeeded", "Never");
        WebhookClientRules.Validate(hook.Obj("clientConfig"), errors, $"{path}.clientConfig");
        AdmissionRules.MatchConditions(hook, errors, $"{path}.matchConditions");
        ReviewVersions(hook, errors, $"{path}.admissionReviewVersions");
    }

    private static void QualifiedName(string name, FieldErrors errors, string path)
    {
        if (name.Length == 0)
            errors.Required(path);
        else if (Names.DnsSubdomainErrors(name).ToList() is { Count: > 0 } wrongs)
            errors.Each(path, name, wrongs);
        else if (name.Split('.').Length < 3)
            errors.Invalid(path, name, "should be a domain with at least three segments separated by dots");
    }

    private static void ReviewVersions(JsonObject hook, FieldErrors errors, string path)
    {
        var versions = hook.Strings("admissionReviewVersions").ToList();
        if (versions.Count == 0)
        {
            errors.Required(path, "must specify one of v1, v1beta1");
            return;
        }
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions.Take(i).Contains(versions[i]))
                errors.Invalid($"{path}[{i}]", versions[i], "duplicate version");
            else
                errors.Each($"{path}[{i}]", versions[i], Names.Dns1035LabelErrors(versions[i]));
        }
        if (!versions.Contains("v1") && !versions.Contains("v1beta1"))
            errors.Invalid(path, hook["admissionReviewVersions"].Copy(), "must include at least one of v1, v1beta1");
    }
}
