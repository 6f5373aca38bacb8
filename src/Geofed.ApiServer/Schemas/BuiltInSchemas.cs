using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Geofed.ApiServer.Protobuf;
using Geofed.Model;
using k8s;
using k8s.Models;

namespace Geofed.ApiServer.Schemas;

/// <summary>The schemas of the built-in kinds, read from the types of KubernetesClient when they are first asked for.</summary>
public static partial class BuiltInSchemas
{
    private static readonly Lazy<Dictionary<GroupVersionKind, Type>> Types = new(() => typeof(V1Pod).Assembly.GetTypes()
        .Select(t => (Type: t, Entity: t.GetCustomAttribute<KubernetesEntityAttribute>()))
        .Where(t => t.Entity is not null && !t.Type.Name.EndsWith("List", StringComparison.Ordinal))
        .GroupBy(t => new GroupVersionKind(t.Entity!.Group ?? "", t.Entity.ApiVersion, t.Entity.Kind))
        .ToDictionary(g => g.Key, g => g.First().Type));

    private static readonly ConcurrentDictionary<Type, SchemaNode> Nodes = new();
    private static readonly Lock Building = new();

    /// <summary>The schema of a kind; null when it is not a built-in one.</summary>
    public static SchemaNode? For(GroupVersionKind kind) => Types.Value.TryGetValue(kind, out var type) ? OfModel(type) : null;

    /// <summary>Kinds that are only sent, as a request's options or to a subresource.</summary>
    public static SchemaNode? Option(string kind) => kind switch
    {
        "DeleteOptions" => OfModel(typeof(V1DeleteOptions)),
        "Eviction" => OfModel(typeof(V1Eviction)),
        "Scale" => OfModel(typeof(V1Scale)),
        "TokenRequest" => OfModel(typeof(Authenticationv1TokenRequest)),
        "Binding" => OfModel(typeof(V1Binding)),
        _ => null,
    };

    [GeneratedRegex("^(V[0-9]+((alpha|beta)[0-9]+)?|Corev1|Discoveryv1|Eventsv1|Storagev1|Authenticationv1|Admissionregistrationv1|Rbacv1|Flowcontrolv1|Apiregistrationv1|Apiextensionsv1|Resourcev1)")]
    private static partial Regex VersionPrefix();

    private static SchemaNode OfModel(Type type)
    {
        if (Nodes.TryGetValue(type, out var known))
            return known;
        lock (Building)
        {
            if (Nodes.TryGetValue(type, out known))
                return known;
            var building = new Dictionary<Type, SchemaNode>();
            var node = Build(type, building);
            foreach (var (built, schema) in building)
                Nodes.TryAdd(built, schema);
            return node;
        }
    }

    private static SchemaNode Build(Type type, Dictionary<Type, SchemaNode> building)
    {
        if (Nodes.TryGetValue(type, out var known) || building.TryGetValue(type, out known))
            return known;
        var name = VersionPrefix().Replace(type.Name, "");
        var node = new SchemaNode
        {
            Type = SchemaType.Object,
            GoType = name,
            Model = type.Name,
            GoFields = GoField.Of(type.Name, name),
            Proto = ProtoMessage.Of(type.Name, name),
            Atomic = MergeRules.Atomic.Contains(name) || MergeRules.Atomic.Contains(type.Name),
            // A JSON schema is a document of its own.
            PreservesUnknown = name is "JSONSchemaProps",
        };
        building[type] = node;
        foreach (var property in type.GetProperties())
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name is { } json)
                node.Properties[json] = OfProperty(property.PropertyType, name, json, building);
        }
        return node;
    }

    private static SchemaNode OfProperty(Type type, string owner, string json, Dictionary<Type, SchemaNode> building)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var key = $"{owner}.{json}";
        if (type == typeof(byte[]) || (type.IsGenericType && type.GetGenericArguments()[^1] == typeof(byte[])))
        {
            var bytes = new SchemaNode { Type = SchemaType.String, Format = "byte" };
            return type == typeof(byte[]) ? bytes : new() { Type = SchemaType.Map, Values = bytes };
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
            return new() { Type = SchemaType.Map, Atomic = MergeRules.Atomic.Contains(key), Values = OfProperty(type.GetGenericArguments()[1], key, "*", building) };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))
        {
            var (keys, patchKey) = MergeRules.Lists.TryGetValue(key, out var rule) ? rule : json == "conditions" ? MergeRules.Conditions : ("-", "-");
            return new()
            {
                Type = SchemaType.List,
                Items = OfProperty(type.GetGenericArguments()[0], key, "[]", building),
                ListKind = keys switch { "-" => ListKind.Atomic, "set" => ListKind.Set, _ => ListKind.Map },
                ListKeys = keys is "-" or "set" ? [] : keys.Split(','),
                PatchStrategy = patchKey == "-" ? null : key == "PodSpec.volumes" ? "merge,retainKeys" : "merge",
                PatchMergeKey = patchKey is "-" or "*" ? null : patchKey,
            };
        }
        return Scalar(type, json) ?? (type == typeof(object) ? SchemaNode.Any : WithStrategy(Build(type, building), key));
    }

    /// <summary>A struct whose field says more of it than its type does.</summary>
    private static SchemaNode WithStrategy(SchemaNode node, string key) =>
        MergeRules.Structs.TryGetValue(key, out var rule)
            ? new() { Type = node.Type, Properties = node.Properties, GoType = node.GoType, Model = node.Model, GoFields = node.GoFields, Proto = node.Proto, Atomic = rule.Atomic ?? node.Atomic, PatchStrategy = rule.Patch }
            : node;

    private static SchemaNode? Scalar(Type type, string json) => type.Name switch
    {
        "String" => new() { Type = SchemaType.String },
        "Int32" => new() { Type = SchemaType.Integer, Format = "int32" },
        "Int64" => new() { Type = SchemaType.Integer, Format = "int64" },
        "Double" => new() { Type = SchemaType.Number },
        "Boolean" => new() { Type = SchemaType.Boolean },
        "ResourceQuantity" => new() { Type = SchemaType.String, Format = "quantity" },
        "IntOrString" or "IntstrIntOrString" => new() { Type = SchemaType.Any, Format = "int-or-string" },
        "DateTime" or "DateTimeOffset" => new() { Type = SchemaType.String, Format = json is "renewTime" or "acquireTime" or "eventTime" or "lastObservedTime" ? "micro-time" : "time" },
        _ => null,
    };
}
