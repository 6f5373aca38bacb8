using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Joining;

/// <summary>The documents that joining writes.</summary>
internal static class JoinDocuments
{
    public static JsonObject Namespace() => Document("v1", "Namespace", KarmadaNames.ClusterNamespace, null);

    public static JsonObject Account(string name) => Document("v1", "ServiceAccount", name, KarmadaNames.ClusterNamespace);

    /// <summary>A Secret that the member's token controller fills in.</summary>
    public static JsonObject AccountToken(string account)
    {
        var secret = Document("v1", "Secret", account, KarmadaNames.ClusterNamespace);
        secret.Ensure("metadata", "annotations")["kubernetes.io/service-account.name"] = account;
        secret["type"] = "kubernetes.io/service-account-token";
        return secret;
    }

    /// <summary>Everything: what is propagated may be of any kind.</summary>
    public static JsonObject Role(string cluster)
    {
        var role = Document("rbac.authorization.k8s.io/v1", "ClusterRole", JoinNames.Role(cluster), null);
        role["rules"] = new JsonArray(
            new JsonObject { ["apiGroups"] = new JsonArray("*"), ["resources"] = new JsonArray("*"), ["verbs"] = new JsonArray("*") },
            new JsonObject { ["nonResourceURLs"] = new JsonArray("*"), ["verbs"] = new JsonArray("get") });
        return role;
    }

    public static JsonObject RoleBinding(string cluster)
    {
        var binding = Document("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", JoinNames.Role(cluster), null);
        binding["subjects"] = new JsonArray(new JsonObject
        {
            ["kind"] = "ServiceAccount",
            ["name"] = JoinNames.Account(cluster),
            ["namespace"] = KarmadaNames.ClusterNamespace,
        });
        binding["roleRef"] = new JsonObject
        {
            ["apiGroup"] = "rbac.authorization.k8s.io",
            ["kind"] = "ClusterRole",
            ["name"] = JoinNames.Role(cluster),
        };
        return binding;
    }

    /// <summary>The control plane's copy of a member's credentials; goes when the Cluster goes.</summary>
    public static JsonObject Credentials(string name, JsonObject cluster, string token, string? authority)
    {
        var secret = Document("v1", "Secret", name, KarmadaNames.ClusterNamespace);
        secret.Ensure("metadata")["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "cluster.karmada.io/v1alpha1",
            ["kind"] = "Cluster",
            ["name"] = cluster.Name(),
            ["uid"] = cluster.Uid(),
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        });
        secret["type"] = "Opaque";
        var data = secret.Ensure("data");
        data["token"] = Base64(token);
        if (authority is not null)
            data["caBundle"] = Base64(authority);
        return secret;
    }

    public static JsonObject Cluster(JoinOptions options, string id)
    {
        var cluster = Document("cluster.karmada.io/v1alpha1", "Cluster", options.ClusterName, null);
        cluster.Ensure("metadata").Remove("labels");
        foreach (var (key, value) in options.Labels)
            cluster.Ensure("metadata", "labels")[key] = value;
        var spec = cluster.Ensure("spec");
        spec["id"] = id;
        spec["syncMode"] = "Push";
        spec["apiEndpoint"] = options.ApiEndpoint.ToString().TrimEnd('/');
        spec["secretRef"] = Reference(options.ClusterName);
        spec["impersonatorSecretRef"] = Reference(JoinNames.ImpersonatorSecret(options.ClusterName));
        if (options.SkipTlsVerification)
            spec["insecureSkipTLSVerification"] = true;
        if (options.Provider is not null)
            spec["provider"] = options.Provider;
        if (options.Region is not null)
            spec["region"] = options.Region;
        if (options.Zones.Count > 0)
            spec["zones"] = new JsonArray([.. options.Zones.Select(z => JsonValue.Create(z))]);
        return cluster;
    }

    private static JsonObject Reference(string name) => new() { ["namespace"] = KarmadaNames.ClusterNamespace, ["name"] = name };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static JsonObject Document(string apiVersion, string kind, string name, string? ns)
    {
        var metadata = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { [KarmadaMarks.System] = "true" } };
        if (ns is not null)
            metadata["namespace"] = ns;
        return new() { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata };
    }
}
