using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.ApiServer.Hosting;

/// <summary>The Table of a resource. Objects that stand ready as bytes are read no further than the cells need.</summary>
/// <param name="include">What a row carries of its object: None, Object, or else its metadata.</param>
internal sealed class TableAnswers(ServedResource resource, string include, DateTimeOffset now)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JsonDocuments.Compact.Encoder, SkipValidation = true };

    /// <summary>All of a Table but its rows.</summary>
    public JsonObject Head(JsonObject meta) => new() { ["kind"] = "Table", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = meta, ["columnDefinitions"] = resource.Columns.Columns };

    public JsonObject Of(IEnumerable<JsonObject> objects, JsonObject meta)
    {
        var table = Head(meta);
        table["rows"] = new JsonArray([.. objects.Select(o => (JsonNode)new JsonObject
        {
            ["cells"] = resource.Columns.Row(o, now),
            ["object"] = include switch { "None" => null, "Object" => o.Copy(), _ => PartialMetadata.Of(o) },
        })]);
        return table;
    }

    /// <summary>The same row as <see cref="Of"/> makes, as text.</summary>
    public void Row(IBufferWriter<byte> writer, ServedObject item)
    {
        using var read = item.Read();
        writer.Write("{\"cells\":"u8);
        using (var cells = new Utf8JsonWriter(writer, Compact))
            resource.Columns.Row(JsonObject.Create(read.RootElement)!, now).WriteTo(cells, JsonDocuments.Compact);
        writer.Write(",\"object\":"u8);
        if (include == "None")
            writer.Write("null"u8);
        else if (include == "Object")
            writer.Write(JsonMarshal.GetRawUtf8Value(read.RootElement));
        else
            PartialMetadata.Write(writer, read.RootElement);
        writer.Write("}"u8);
    }
}
