using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>What may be counted, and in which scopes (validateResourceQuotaScopes, validateScopedResourceSelectorRequirement).</summary>
internal static class ResourceQuotaRules
{
    private static readonly string[] Scopes = ["Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity", "VolumeAttributesClass"];

    private static readonly HashSet<string> Standard =
    [
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage", "pods",
        "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "requests.storage", "services.nodeports", "services.loadbalancers",
    ];

    private static readonly HashSet<string> OfPods =
        ["cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage", "pods"];

    public static void Amounts(JsonObject? parent, string key, FieldErrors errors, string path)
    {
        foreach (var (name, amount) in ResourceRules.Amounts(parent, key))
        {
            var at = $"{path}.{key}[{name}]";
            ResourceRules.Name(name, errors, at);
            if (!name.Contains('/', StringComparison.Ordinal) && !IsStandard(name))
                errors.Invalid(at, name, "must be a standard resource for quota");
            ResourceRules.Value(name, amount, errors, at);
        }
    }

    public static void InScopes(JsonObject? spec, FieldErrors errors)
    {
        var hard = ResourceRules.Amounts(spec, "hard").Keys.Where(IsStandard).ToList();
        var scopes = spec.Strings("scopes").ToList();
        foreach (var scope in scopes)
        {
            if (!Scopes.Contains(scope))
                errors.Invalid("spec.scopes", spec.At("scopes").Copy(), "unsupported scope");
            foreach (var _ in hard.Where(name => !Fits(scope, name)))
                errors.Invalid("spec.scopes", spec.At("scopes").Copy(), "unsupported scope applied to resource");
        }
        Conflicts(scopes, spec, errors, "spec.scopes");
        if (spec.Obj("scopeSelector") is { } selector)
            Selector(spec, selector, hard, errors);
    }

    private static void Selector(JsonObject? spec, JsonObject selector, List<string> hard, FieldErrors errors)
    {
        const string path = "spec.scopeSelector.matchExpressions";
        var scopes = new List<string>();
        foreach (var expression in selector.Objects("matchExpressions"))
        {
            var (scope, op) = (expression.Str("scopeName") ?? "", expression.Str("operator") ?? "");
            var count = expression.Arr("values")?.Count ?? 0;
            if (!Scopes.Contains(scope))
                errors.Invalid($"{path}.scopeName", scope, "unsupported scope");
            foreach (var _ in hard.Where(name => !Fits(scope, name)))
                errors.Invalid(path, GoSelector(selector), "unsupported scope applied to resource");
            if (scope is "BestEffort" or "NotBestEffort" or "Terminating" or "NotTerminating" or "CrossNamespacePodAffinity" && op != "Exists")
                errors.Invalid($"{path}.operator", op, "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, "
                    + "ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
            if (op is not ("In" or "NotIn" or "Exists" or "DoesNotExist"))
                errors.Invalid($"{path}.operator", op, "not a valid selector operator");
            else if (op is "In" or "NotIn" && count == 0)
                errors.Required($"{path}.values", "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
            else if (op is "Exists" or "DoesNotExist" && count > 0)
                errors.Invalid($"{path}.values", expression["values"].Copy(), "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
            scopes.Add(scope);
        }
        Conflicts(scopes, spec, errors, path);
    }

    private static void Conflicts(List<string> scopes, JsonObject? spec, FieldErrors errors, string path)
    {
        foreach (var (one, other) in ((string, string)[])[("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating")])
        {
            if (scopes.Contains(one) && scopes.Contains(other))
                errors.Invalid(path, spec.At("scopes").Copy(), "conflicting scopes");
        }
    }

    private static JsonObject GoSelector(JsonObject selector) => new()
    {
        ["MatchExpressions"] = new JsonArray([.. selector.Objects("matchExpressions").Select(e => (JsonNode)GoText.Struct(e, ("ScopeName", "scopeName"), ("Operator", "operator"), ("Values", "values")))]),
    };

    private static bool IsStandard(string name) => Standard.Contains(name) || name.StartsWith("hugepages-", StringComparison.Ordinal) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    private static bool Fits(string scope, string name) => scope switch
    {
        "BestEffort" => name == "pods",
        "VolumeAttributesClass" => name is "persistentvolumeclaims" or "requests.storage",
        "Terminating" or "NotTerminating" or "NotBestEffort" or "PriorityClass" or "CrossNamespacePodAffinity" => OfPods.Contains(name) || name.Contains("hugepages-", StringComparison.Ordinal),
        _ => true,
    };
}
