using Geofed.Model;

namespace Geofed.ApiServer.OpenApi;

/// <summary>The names of operations (apiserver pkg/endpoints/installer.go and openapi.go): one of its own for each, from which generators make methods.</summary>
internal static class OpenApiNames
{
    /// <summary>E.g. "patchAppsV1NamespacedDeploymentScale". <paramref name="action"/> is the operation's x-kubernetes-action.</summary>
    public static string Operation(string action, string method, GroupVersionKind kind, bool isNamespaced, string? subresource, bool isAcross)
    {
        var verb = action switch { "get" => "read", "post" => "create", "put" => "replace", "deletecollection" => "delete", _ => action };
        var how = action switch { "connect" => Title(method), "deletecollection" => "Collection", _ => "" };
        return $"{verb}{Group(kind.Group)}{Title(kind.Version)}{how}{(isNamespaced && !isAcross ? "Namespaced" : "")}{kind.Kind}{Title(subresource ?? "")}{(isAcross ? "ForAllNamespaces" : "")}";
    }

    /// <summary>E.g. "RbacAuthorization"; Kubernetes' own groups go without their end.</summary>
    private static string Group(string group) =>
        group.Length == 0 ? "Core" : string.Concat((group.EndsWith(".k8s.io", StringComparison.Ordinal) ? group[..^".k8s.io".Length] : group).Split('.').Select(Title));

    private static string Title(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
