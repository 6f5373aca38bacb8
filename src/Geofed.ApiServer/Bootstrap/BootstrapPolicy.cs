using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Bootstrap;

/// <summary>
/// The roles and priority classes that every cluster comes with and that people refer to by name (plugin/pkg/auth/authorizer/rbac/bootstrappolicy).
/// Components that are not here have no roles here.
/// </summary>
internal static class BootstrapPolicy
{
    private const string Rbac = "rbac.authorization.k8s.io";
    private const string AggregateTo = "rbac.authorization.k8s.io/aggregate-to-";
    private static readonly string[] Read = ["get", "list", "watch"];
    private static readonly string[] Write = ["create", "delete", "deletecollection", "patch", "update"];
    private static readonly string[] Apps = ["controllerrevisions", "daemonsets", "daemonsets/status", "deployments", "deployments/scale", "deployments/status", "replicasets", "replicasets/scale", "replicasets/status", "statefulsets", "statefulsets/scale", "statefulsets/status"];

    public static IEnumerable<JsonObject> All =>
    [
        Role("cluster-admin", [Rule(["*"], ["*"], ["*"]), Paths(["*"], "*")]),
        Aggregated("admin"), Aggregated("edit"), Aggregated("view"),
        Role("system:aggregate-to-view", View(), "view"), Role("system:aggregate-to-edit", Edit(), "edit"), Role("system:aggregate-to-admin", Admin(), "admin"),
        Role("system:discovery", [Paths(["get"], "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/")]),
        Role("system:public-info-viewer", [Paths(["get"], "/healthz", "/livez", "/readyz", "/version", "/version/")]),
        Role("system:basic-user", [Rule(["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"], ["create"]), Rule(["authentication.k8s.io"], ["selfsubjectreviews"], ["create"])]),
        Binding("cluster-admin", "system:masters"), Binding("system:discovery", "system:authenticated"), Binding("system:basic-user", "system:authenticated"),
        Binding("system:public-info-viewer", "system:authenticated", "system:unauthenticated"),
        Priority("system-cluster-critical", 2_000_000_000, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
        Priority("system-node-critical", 2_000_001_000, "Used for system critical pods that must not be moved from their current node."),
    ];

    private static JsonObject[] View() =>
    [
        Rule([""], ["configmaps", "endpoints", "persistentvolumeclaims", "persistentvolumeclaims/status", "pods", "replicationcontrollers", "replicationcontrollers/scale", "serviceaccounts", "services", "services/status"], Read),
        Rule([""], ["bindings", "events", "limitranges", "namespaces/status", "pods/log", "pods/status", "replicationcontrollers/status", "resourcequotas", "resourcequotas/status", "namespaces"], Read),
        Rule(["discovery.k8s.io"], ["endpointslices"], Read), Rule(["apps"], Apps, Read), Rule(["autoscaling"], ["horizontalpodautoscalers", "horizontalpodautoscalers/status"], Read),
        Rule(["batch"], ["cronjobs", "cronjobs/status", "jobs", "jobs/status"], Read), Rule(["policy"], ["poddisruptionbudgets", "poddisruptionbudgets/status"], Read),
        Rule(["networking.k8s.io"], ["ingresses", "ingresses/status", "networkpolicies"], Read),
    ];

    private static JsonObject[] Edit() =>
    [
        Rule([""], ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"], Read), Rule([""], ["serviceaccounts"], ["impersonate"]),
        Rule([""], ["pods", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy"], Write), Rule([""], ["pods/eviction"], ["create"]),
        Rule([""], ["configmaps", "events", "persistentvolumeclaims", "replicationcontrollers", "replicationcontrollers/scale", "secrets", "serviceaccounts", "services", "services/proxy"], Write),
        Rule([""], ["serviceaccounts/token"], ["create"]), Rule(["apps"], [.. Apps.Where(a => !a.EndsWith("/status", StringComparison.Ordinal) && a != "controllerrevisions")], Write),
        Rule(["autoscaling"], ["horizontalpodautoscalers"], Write), Rule(["batch"], ["cronjobs", "jobs"], Write), Rule(["policy"], ["poddisruptionbudgets"], Write),
        Rule(["networking.k8s.io"], ["ingresses", "networkpolicies"], Write), Rule(["coordination.k8s.io"], ["leases"], [.. Write, .. Read]),
    ];

    private static JsonObject[] Admin() => [Rule(["authorization.k8s.io"], ["localsubjectaccessreviews"], ["create"]), Rule([Rbac], ["rolebindings", "roles"], [.. Write, .. Read])];

    private static JsonObject Aggregated(string name)
    {
        var role = Role(name, [], name switch { "edit" => "admin", "view" => "edit", _ => null });
        role["aggregationRule"] = new JsonObject { ["clusterRoleSelectors"] = new JsonArray(new JsonObject { ["matchLabels"] = new JsonObject { [AggregateTo + name] = "true" } }) };
        return role;
    }

    private static JsonObject Role(string name, JsonObject[] rules, string? aggregatesTo = null)
    {
        var role = Object(Rbac + "/v1", "ClusterRole", name);
        if (aggregatesTo is not null)
            role.Ensure("metadata", "labels")[AggregateTo + aggregatesTo] = "true";
        role["rules"] = new JsonArray([.. rules]);
        return role;
    }

    private static JsonObject Binding(string role, params string[] groups)
    {
        var binding = Object(Rbac + "/v1", "ClusterRoleBinding", role);
        binding["roleRef"] = new JsonObject { ["apiGroup"] = Rbac, ["kind"] = "ClusterRole", ["name"] = role };
        binding["subjects"] = new JsonArray([.. groups.Select(g => (JsonNode)new JsonObject { ["apiGroup"] = Rbac, ["kind"] = "Group", ["name"] = g })]);
        return binding;
    }

    private static JsonObject Priority(string name, int value, string description)
    {
        var priority = Object("scheduling.k8s.io/v1", "PriorityClass", name);
        (priority["value"], priority["description"]) = (value, description);
        return priority;
    }

    private static JsonObject Object(string apiVersion, string kind, string name)
    {
        var obj = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
        if (kind != "PriorityClass")
        {
            obj.Ensure("metadata", "labels")["kubernetes.io/bootstrapping"] = "rbac-defaults";
            obj.Ensure("metadata", "annotations")["rbac.authorization.kubernetes.io/autoupdate"] = "true";
        }
        return obj;
    }

    private static JsonObject Rule(string[] groups, string[] resources, string[] verbs) => new() { ["apiGroups"] = List(groups), ["resources"] = List(resources), ["verbs"] = List(verbs) };

    private static JsonObject Paths(string[] verbs, params string[] paths) => new() { ["nonResourceURLs"] = List(paths), ["verbs"] = List(verbs) };

    private static JsonArray List(string[] values) => new([.. values.Select(v => (JsonNode)v)]);
}
