using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Rbac;

/// <summary>Roles and ClusterRoles (pkg/apis/rbac/validation ValidatePolicyRule).</summary>
internal sealed class RoleStrategy(bool clusterScoped) : ResourceStrategy
{
    public override bool AllowsCreateOnUpdate => true;

    public override string? CheckName(string name) => Names.PathSegment(name);

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var i = 0;
        foreach (var rule in obj.Objects("rules"))
            Rule(rule, errors, $"rules[{i++}]");
        i = 0;
        foreach (var selector in obj.Objects("aggregationRule", "clusterRoleSelectors"))
            SelectorRules.Validate(selector, errors, $"aggregationRule.clusterRoleSelectors[{i++}]");
    }

    private void Rule(JsonObject rule, FieldErrors errors, string path)
    {
        bool Has(string key) => rule.Arr(key) is { Count: > 0 };
        if (!Has("verbs"))
            errors.Required($"{path}.verbs", "verbs must contain at least one value");
        if (Has("nonResourceURLs"))
        {
            if (!clusterScoped)
                errors.Invalid($"{path}.nonResourceURLs", rule["nonResourceURLs"].Copy(), "namespaced rules cannot apply to non-resource URLs");
            if (Has("apiGroups") || Has("resources") || Has("resourceNames"))
                errors.Invalid($"{path}.nonResourceURLs", rule["nonResourceURLs"].Copy(), "rules cannot apply to both regular resources and non-resource URLs");
            return;
        }
        if (!Has("apiGroups"))
            errors.Required($"{path}.apiGroups", "resource rules must supply at least one api group");
        if (!Has("resources"))
            errors.Required($"{path}.resources", "resource rules must supply at least one resource");
    }
}
