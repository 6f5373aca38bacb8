namespace Geofed.Model;

/// <summary>An API kind, as it stands in a document's <c>apiVersion</c> and <c>kind</c>. The core group is the empty string.</summary>
public readonly record struct GroupVersionKind(string Group, string Version, string Kind)
{
    /// <summary>"apps/v1", or "v1" for the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Splits an <c>apiVersion</c> such as "apps/v1" or "v1".</summary>
    public static GroupVersionKind From(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new("", apiVersion, kind) : new(apiVersion[..slash], apiVersion[(slash + 1)..], kind);
    }

    public override string ToString() => $"{ApiVersion} {Kind}";
}

/// <summary>An API resource, as it stands in a request's path: <c>/apis/apps/v1/.../deployments</c>.</summary>
public readonly record struct GroupVersionResource(string Group, string Version, string Resource)
{
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>"deployments.apps", or "pods" for the core group; as Kubernetes words it in errors.</summary>
    public string GroupResource => Group.Length == 0 ? Resource : $"{Resource}.{Group}";

    public override string ToString() => $"{ApiVersion} {Resource}";
}

/// <summary>The name of an object and of the namespace it is in; null for a cluster-scoped one.</summary>
public readonly record struct NamespacedName(string? Namespace, string Name)
{
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}

/// <summary>What a served resource is: its path name, its kind and what can be done with it (one entry of a discovery document).</summary>
public sealed record ApiResource(GroupVersionResource Resource, string Kind, bool Namespaced)
{
    public GroupVersionKind GroupVersionKind => new(Resource.Group, Resource.Version, Kind);
    public string Singular { get; init; } = "";
    public IReadOnlyList<string> ShortNames { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];
    public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>Names of subresources, e.g. "status", "scale".</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    /// <summary>The collection of this resource; of all namespaces when <paramref name="ns"/> is null.</summary>
    public ResourceCollection In(string? ns) => new(Resource, Namespaced ? ns : null);
}
