using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Storage;

/// <summary>
/// One stored object: its JSON as compact UTF-8, which is all that memory holds of it. <see cref="Key"/> is "namespace/name",
/// or the name of a cluster-scoped object; entries sort by it, as etcd's keys do. No record: what is remembered of it must not make it another one.
/// </summary>
internal sealed class Entry(string key, long revision, byte[] json)
{
    public string Key => key;

    public long Revision => revision;

    public byte[] Json => json;

    private JsonObject? _shared;
    private volatile bool _isPast;

    /// <summary>
    /// The object without its managedFields, which are half of it, read once for all who only look at it: nobody may change it. Held as long as this is
    /// the object's version.
    /// </summary>
    public JsonObject Shared
    {
        get
        {
            if (_shared is { } read)
                return read;
            read = Read();
            _shared = read;
            if (_isPast)
                _shared = null;
            return read;
        }
    }

    /// <summary>A newer version took its place: who looks at it from now on is late.</summary>
    public void Supersede()
    {
        _isPast = true;
        _shared = null;
    }

    public static string KeyOf(string? ns, string name) => string.IsNullOrEmpty(ns) ? name : $"{ns}/{name}";

    /// <summary>Sorts before every real entry with this key or a later one.</summary>
    public static Entry Probe(string key) => new(key, 0, []);

    public bool IsIn(string? ns) => ns is null || (Key.Length > ns.Length && Key[ns.Length] == '/' && Key.StartsWith(ns, StringComparison.Ordinal));

    public JsonObject Parse() => JsonDocuments.ParseObject(Json);

    /// <summary>The object's metadata alone, under their key, without managedFields: much less to read than all of it.</summary>
    public JsonObject Metadata()
    {
        var reader = Reader();
        return new() { ["metadata"] = Find(ref reader, "metadata"u8) ? Metadata(ref reader) : new JsonObject() };
    }

    private JsonObject Read()
    {
        var reader = Reader();
        var read = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = JsonDocuments.Text(ref reader);
            reader.Read();
            read[key] = key == "metadata" && reader.TokenType == JsonTokenType.StartObject ? Metadata(ref reader) : JsonDocuments.Value(ref reader);
        }
        return read;
    }

    /// <summary>At the start of the document.</summary>
    private Utf8JsonReader Reader()
    {
        var reader = new Utf8JsonReader(Json, new JsonReaderOptions { MaxDepth = JsonDocuments.MaxDepth });
        reader.Read();
        return reader;
    }

    private static JsonObject Metadata(ref Utf8JsonReader reader)
    {
        var metadata = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.ValueTextEquals("managedFields"u8) ? null : JsonDocuments.Text(ref reader);
            reader.Read();
            if (key is null)
                reader.Skip();
            else
                metadata[key] = JsonDocuments.Value(ref reader);
        }
        return metadata;
    }

    /// <summary>Moves to the value of a key of the object that the reader stands on.</summary>
    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> key)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(key);
            reader.Read();
            if (isIt)
                return reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
        }
        return false;
    }

    public static readonly IComparer<Entry> ByKey = Comparer<Entry>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key));
}

/// <summary>One committed change; <see cref="New"/> is null for a deletion. <see cref="Json"/> is what a watch shows of it.</summary>
internal sealed record Change(string Resource, long Revision, Entry? Old, Entry? New, byte[] Json)
{
    /// <summary>No change, but how far a watcher has come.</summary>
    public static Change Mark(string resource, long revision) => new(resource, revision, null, null, []);

    public bool IsMark => Old is null && New is null;

    public string Key => (New ?? Old)!.Key;
}
