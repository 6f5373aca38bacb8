using System.Text.Json.Nodes;
using Geofed.ApiServer.Protobuf;

namespace Geofed.ApiServer.Schemas;

/// <summary>What a node of a document may be.</summary>
public enum SchemaType { Any, Object, Map, List, String, Integer, Number, Boolean }

/// <summary>How a list is merged and owned: whole, as a set of scalars, or by keys.</summary>
public enum ListKind { Atomic, Set, Map }

/// <summary>One node of a kind's schema: its type, what is below it, and how it merges (structured-merge-diff and strategic merge patch).</summary>
public sealed class SchemaNode
{
    public static readonly SchemaNode Any = new() { Type = SchemaType.Any, PreservesUnknown = true };

    public SchemaType Type { get; init; }
    public Dictionary<string, SchemaNode> Properties { get; init; } = [];
    /// <summary>The elements of a list.</summary>
    public SchemaNode? Items { get; init; }
    /// <summary>The values of a map.</summary>
    public SchemaNode? Values { get; init; }
    public ListKind ListKind { get; init; }
    /// <summary>The keys of a <see cref="ListKind.Map"/> list.</summary>
    public IReadOnlyList<string> ListKeys { get; init; } = [];
    /// <summary>The keys as fieldsV1 has them: in alphabetical order.</summary>
    internal IReadOnlyList<string> OrderedKeys => field ??= [.. ListKeys.Order(StringComparer.Ordinal)];
    /// <summary>What an object has before anybody set anything; not to be changed.</summary>
    internal JsonObject Empty => field ??= NewEmpty();
    /// <summary>A map or object that is owned and replaced as a whole by apply.</summary>
    public bool Atomic { get; init; }
    /// <summary>"merge" for lists that strategic merge patch merges by <see cref="PatchMergeKey"/>, or as a set when there is no key.</summary>
    public string? PatchStrategy { get; init; }
    public string? PatchMergeKey { get; init; }
    /// <summary>quantity, time, micro-time, byte, int-or-string, or an OpenAPI format.</summary>
    public string? Format { get; init; }
    /// <summary>The Go type, as decoding errors name it, e.g. "PodSpec"; null where there is none of its own.</summary>
    public string? GoType { get; init; }
    /// <summary>The model of KubernetesClient that it was read from, e.g. "V1PodSpec".</summary>
    internal string? Model { get; init; }
    /// <summary>How Go writes those properties that it does not just leave out when they are empty.</summary>
    public IReadOnlyDictionary<string, GoField> GoFields { get; init; } = GoField.None;
    /// <summary>Its message, where protobuf has one.</summary>
    public ProtoMessage? Proto { get; init; }
    public bool PreservesUnknown { get; init; }
    /// <summary>Whether a null may stand there; null where it is as good as nothing, as everywhere in Go's own types.</summary>
    public bool? Nullable { get; init; }

    private JsonObject NewEmpty()
    {
        var empty = new JsonObject();
        GoEncoding.Add(empty, this);
        return empty;
    }
}
