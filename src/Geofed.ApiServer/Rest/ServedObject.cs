using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>
/// An object as a version of its resource shows it. Most are stored just as they are shown: these are answered as the bytes that they are, and
/// read only by who asks what is in them.
/// </summary>
internal sealed class ServedObject
{
    private readonly ServedResource _resource;
    private readonly Entry? _entry;
    private JsonObject? _object;

    public ServedObject(ServedResource resource, Entry entry)
    {
        (_resource, _entry) = (resource, entry);
        if (resource.Conversion is null && entry.Json.AsSpan().StartsWith(resource.TypePrefix))
            Json = entry.Json;
    }

    public ServedObject(ServedResource resource, JsonObject obj) => (_resource, _object) = (resource, obj);

    /// <summary>Its JSON, when it is stored as it is shown.</summary>
    public byte[]? Json { get; }

    public JsonObject Object => _object ??= ObjectWriter.Served(_resource, _entry!);

    /// <summary>The same without its managedFields, for those who do not change it.</summary>
    public JsonObject Shared => Json is null ? Object : _object ?? _entry!.Shared;

    /// <summary>Its document, for one who looks at a part of it: nothing else of it is made into objects.</summary>
    public JsonDocument Read() => JsonDocument.Parse(Json ?? Object.ToUtf8(), new JsonDocumentOptions { MaxDepth = JsonDocuments.MaxDepth });

    /// <summary>Enough of it to look at its metadata.</summary>
    public JsonObject Metadata => _object ?? _entry!.Metadata();

    /// <summary>Its JSON as it stands in a list: elements of a typed list do not repeat their type, those of custom resources do.</summary>
    public (ReadOnlyMemory<byte> Begin, ReadOnlyMemory<byte> Tail)? Element =>
        Json is null ? null : _resource.IsCustom ? (default, Json) : (Brace, Json.AsMemory(_resource.TypePrefix.Length));

    private static readonly byte[] Brace = [(byte)'{'];

    /// <summary>What all JSON of a kind begins with, as the store writes it.</summary>
    public static byte[] PrefixOf(GroupVersionKind kind) => Encoding.UTF8.GetBytes($$"""{"kind":"{{kind.Kind}}","apiVersion":"{{kind.ApiVersion}}",""");
}
