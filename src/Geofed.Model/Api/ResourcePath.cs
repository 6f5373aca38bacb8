namespace Geofed.Model;

/// <summary>A collection of objects: one resource, in one namespace, or in all (or a cluster-scoped one) when the namespace is null.</summary>
public readonly record struct ResourceCollection(GroupVersionResource Resource, string? Namespace = null)
{
    /// <summary>The object of that name in this collection.</summary>
    public ResourcePath Named(string name, string? subresource = null) => new(Resource, Namespace, name, subresource);

    /// <summary>The path of the collection below the server's address, e.g. "/apis/apps/v1/namespaces/default/deployments".</summary>
    public override string ToString() =>
        (Resource.Group.Length == 0 ? $"/api/{Resource.Version}" : $"/apis/{Resource.Group}/{Resource.Version}")
        + (Namespace is null ? "" : $"/namespaces/{Uri.EscapeDataString(Namespace)}") + "/" + Resource.Resource;
}

/// <summary>One object, or one of its subresources ("status", "scale", ...).</summary>
public readonly record struct ResourcePath(GroupVersionResource Resource, string? Namespace, string Name, string? Subresource = null)
{
    public ResourceCollection Collection => new(Resource, Namespace);

    public NamespacedName NamespacedName => new(Namespace, Name);

    public override string ToString() =>
        $"{Collection}/{Uri.EscapeDataString(Name)}{(Subresource is null ? "" : "/" + Subresource)}";
}
