using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Access;

/// <summary>Role-based access control: the union of the rules of all roles that are bound to a user (plugin/pkg/auth/authorizer/rbac).</summary>
internal sealed class RbacAuthorizer(ApiState state)
{
    private readonly ConditionalWeakTable<Entry, JsonObject> _parsed = [];
    private const string Rbac = "rbac.authorization.k8s.io/";

    public AccessDecision Authorize(UserInfo user, AccessRequest request)
    {
        if (user.Groups.Contains(UserInfo.Masters))
            return new(true, "");
        foreach (var (rules, reason) in RulesOf(user, request.Namespace))
        {
            if (rules.Any(rule => Allows(rule, request)))
                return new(true, reason);
        }
        return new(false, "");
    }

    /// <summary>The rules that hold for a user in a namespace (in the whole cluster when null), each with the binding that grants them.</summary>
    public IEnumerable<(IReadOnlyList<JsonObject> Rules, string Reason)> RulesOf(UserInfo user, string? ns)
    {
        foreach (var binding in All("clusterrolebindings", null))
        {
            if (Subject(binding, user) is { } subject)
                yield return (Rules(binding, null), $"RBAC: allowed by ClusterRoleBinding \"{binding.Name()}\" of {Role(binding)} to {subject}");
        }
        if (string.IsNullOrEmpty(ns))
            yield break;
        foreach (var binding in All("rolebindings", ns))
        {
            if (Subject(binding, user) is { } subject)
                yield return (Rules(binding, ns), $"RBAC: allowed by RoleBinding \"{binding.Name()}/{ns}\" of {Role(binding)} to {subject}");
        }
    }

    private IEnumerable<JsonObject> All(string resource, string? ns) => state.Partition.Read(Rbac + resource).In(ns).Select(Parsed);

    /// <summary>Roles are read for every request: each is parsed once as long as it stays.</summary>
    private JsonObject Parsed(Entry entry) => _parsed.GetValue(entry, e => e.Parse());

    private static string Role(JsonObject binding) => $"{binding.Str("roleRef", "kind")} \"{binding.Str("roleRef", "name")}\"";

    private List<JsonObject> Rules(JsonObject binding, string? ns)
    {
        var name = binding.Str("roleRef", "name") ?? "";
        var role = binding.Str("roleRef", "kind") == "ClusterRole"
            ? state.Partition.Get(Rbac + "clusterroles", name)
            : ns is null ? null : state.Partition.Get(Rbac + "roles", $"{ns}/{name}");
        return role is null ? [] : RulesOf(Parsed(role));
    }

    /// <summary>The rules of a role.</summary>
    public List<JsonObject> RulesOf(JsonObject role)
    {
        var rules = role.Objects("rules").ToList();
        // An aggregated role has the rules of all that its selectors choose, without a controller that copies them.
        foreach (var selector in role.Objects("aggregationRule", "clusterRoleSelectors").Select(LabelSelector.From))
            rules.AddRange(All("clusterroles", null).Where(r => selector.Matches(r.StringMap("metadata", "labels"))).SelectMany(r => r.Objects("rules")));
        return rules;
    }

    private static string? Subject(JsonObject binding, UserInfo user)
    {
        foreach (var subject in binding.Objects("subjects"))
        {
            var (name, ns) = (subject.Str("name") ?? "", subject.Str("namespace") ?? binding.Namespace());
            var matches = subject.Str("kind") switch
            {
                "User" => user.Name == name,
                "Group" => user.Groups.Contains(name),
                "ServiceAccount" => user.Name == $"system:serviceaccount:{ns}:{name}",
                _ => false,
            };
            if (matches)
                return subject.Str("kind") == "ServiceAccount" ? $"ServiceAccount \"{name}/{ns}\"" : $"{subject.Str("kind")} \"{name}\"";
        }
        return null;
    }

    private static bool Allows(JsonObject rule, AccessRequest request)
    {
        bool Has(string field, string value) => rule.Strings(field).Any(v => v == "*" || v == value);
        if (!Has("verbs", request.Verb))
            return false;
        if (request.Path is { } path)
            return rule.Strings("nonResourceURLs").Any(u => u == path || (u.EndsWith('*') && path.StartsWith(u[..^1], StringComparison.Ordinal)));
        var names = rule.Strings("resourceNames").ToArray();
        return Has("apiGroups", request.Group)
            && rule.Strings("resources").Any(r => r == "*" || r == request.FullResource || (request.Subresource is not null && r == "*/" + request.Subresource))
            && (names.Length == 0 || names.Contains(request.Name));
    }
}
