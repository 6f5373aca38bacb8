using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Access;

/// <summary>
/// Nobody grants what he does not have, unless he may escalate roles or bind this one (pkg/registry/rbac policybased storage,
/// pkg/registry/rbac/validation/rule.go).
/// </summary>
internal sealed class GrantRules(ApiState state, RbacAuthorizer authorizer)
{
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly JsonObject[] Everything =
    [
        new() { ["verbs"] = new JsonArray("*"), ["apiGroups"] = new JsonArray("*"), ["resources"] = new JsonArray("*") },
        new() { ["verbs"] = new JsonArray("*"), ["nonResourceURLs"] = new JsonArray("*") },
    ];

    public void Check(ServedResource resource, JsonObject obj, string? ns, UserInfo user)
    {
        if (resource.Resource.Group != Rbac || user.Groups.Contains(UserInfo.Masters))
            return;
        if (Stored(resource, ns, obj) is { } old && Same(old, obj, "rules") && Same(old, obj, "aggregationRule") && !resource.Resource.Resource.EndsWith("bindings", StringComparison.Ordinal))
            return;
        var isBinding = resource.Resource.Resource is "rolebindings" or "clusterrolebindings";
        var (kind, name) = (obj.Str("roleRef", "kind"), obj.Str("roleRef", "name") ?? "");
        var needed = isBinding
            ? new AccessRequest("bind", Rbac, kind == "Role" ? "roles" : "clusterroles") { Namespace = ns, Name = name }
            : new AccessRequest("escalate", Rbac, resource.Resource.Resource) { Namespace = ns, Name = obj.Name() };
        if (authorizer.Authorize(user, needed).Allowed)
            return;
        var granted = isBinding ? authorizer.RulesOf(Role(kind, ns, name)) : obj.Objects("rules").ToList();
        var own = authorizer.RulesOf(user, ns).SelectMany(r => r.Rules).ToList();
        // An aggregation gathers rules that nobody has checked.
        if (obj.At("aggregationRule") is not null && !Everything.All(rule => IsCovered(rule, own)))
            throw Failures.Forbidden(resource.Resource, obj.Name(), "must have cluster-admin privileges to use an aggregationRule");
        var missing = granted.Where(rule => !IsCovered(rule, own)).Select(Show).ToList();
        if (missing.Count > 0)
            throw Failures.Forbidden(resource.Resource, obj.Name(), $"user \"{user.Name}\" (groups=[{string.Join(" ", user.Groups.Select(g => $"\"{g}\""))}]) is attempting to grant RBAC permissions not currently held:\n{string.Join("\n", missing)}");
    }

    private JsonObject? Stored(ServedResource resource, string? ns, JsonObject obj) => state.Partition.Newest(resource.Table, Entry.KeyOf(ns, obj.Name()))?.Parse();

    private static bool Same(JsonObject a, JsonObject b, string field) => JsonNode.DeepEquals(a[field], b[field]);

    private JsonObject Role(string? kind, string? ns, string name) => (kind == "Role" ? state.Partition.Get($"{Rbac}/roles", Entry.KeyOf(ns, name)) : state.Partition.Get($"{Rbac}/clusterroles", name))?.Parse()
        ?? throw Failures.NotFound(new(Rbac, "v1", kind == "Role" ? "roles" : "clusterroles"), name);

    /// <summary>Each verb on each resource of the rule must be in one of the others.</summary>
    private static bool IsCovered(JsonObject rule, List<JsonObject> own)
    {
        string[] names = [.. rule.Strings("resourceNames").DefaultIfEmpty("")];
        return rule.Strings("verbs").All(verb =>
            rule.Strings("nonResourceURLs").All(url => own.Exists(o => Has(o, "verbs", verb) && o.Strings("nonResourceURLs").Any(u => u == url || (u.EndsWith('*') && url.StartsWith(u[..^1], StringComparison.Ordinal)))))
            && rule.Strings("apiGroups").All(group => rule.Strings("resources").All(resource => names.All(name =>
                own.Exists(o => Has(o, "verbs", verb) && Has(o, "apiGroups", group) && HasResource(o, resource) && (o.Arr("resourceNames") is null or { Count: 0 } || o.Strings("resourceNames").Contains(name)))))));
    }

    private static bool Has(JsonObject rule, string field, string value) => rule.Strings(field).Any(v => v == "*" || v == value);

    private static bool HasResource(JsonObject rule, string resource) => rule.Strings("resources").Any(r => r == "*" || r == resource
        || (resource.IndexOf('/', StringComparison.Ordinal) is > 0 and var at && r == "*" + resource[at..]));

    /// <summary>As Go prints a compact rule: {APIGroups:[""], Resources:["pods"], Verbs:["get"]}.</summary>
    private static string Show(JsonObject rule)
    {
        var parts = ((string, string)[])[("APIGroups", "apiGroups"), ("Resources", "resources"), ("ResourceNames", "resourceNames"), ("NonResourceURLs", "nonResourceURLs"), ("Verbs", "verbs")];
        return "{" + string.Join(", ", parts.Where(p => rule.Arr(p.Item2) is { Count: > 0 }).Select(p => $"{p.Item1}:[{string.Join(" ", rule.Strings(p.Item2).Select(v => $"\"{v}\""))}]")) + "}";
    }
}
