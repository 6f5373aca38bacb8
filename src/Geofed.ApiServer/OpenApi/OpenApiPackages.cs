using Geofed.ApiServer.Discovery;
using Geofed.ApiServer.Schemas;

namespace Geofed.ApiServer.OpenApi;

/// <summary>The packages of those types that kinds of several groups are made of.</summary>
internal static class OpenApiPackages
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1";
    private static readonly string[] MetaTypes = ["ObjectMeta", "OwnerReference", "ManagedFieldsEntry", "LabelSelector", "LabelSelectorRequirement", "Condition", "DeleteOptions", "Preconditions", "ListMeta"];
    private static readonly Lazy<Dictionary<SchemaNode, string>> Known = new(Find);

    /// <summary>Null for a type of the group that it is found in.</summary>
    public static string? Of(SchemaNode schema) => MetaTypes.Contains(schema.GoType) ? Meta : Known.Value.GetValueOrDefault(schema);

    private static Dictionary<SchemaNode, string> Find()
    {
        var found = new Dictionary<SchemaNode, string>(ReferenceEqualityComparer.Instance);
        // Nothing that core's kinds are made of is of another group, and what a subresource takes is of one whose kinds do not have it.
        foreach (var kind in BuiltInResources.All.Select(r => r.GroupVersionKind).Where(k => k.Group.Length == 0))
            Add(BuiltInSchemas.For(kind), "io.k8s.api.core.v1");
        Add(BuiltInSchemas.Option("Binding"), "io.k8s.api.core.v1");
        Add(BuiltInSchemas.Option("Scale"), "io.k8s.api.autoscaling.v1");
        Add(BuiltInSchemas.Option("Eviction"), "io.k8s.api.policy.v1");
        Add(BuiltInSchemas.Option("TokenRequest"), "io.k8s.api.authentication.v1");
        return found;

        void Add(SchemaNode? schema, string package)
        {
            if (schema is null || (schema.GoType is not null && !found.TryAdd(schema, package)))
                return;
            foreach (var part in schema.Properties.Values.Append(schema.Items).Append(schema.Values))
                Add(part, package);
        }
    }
}
