using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.ApiServer.Hosting;

/// <summary>PartialObjectMetadata: an object without all but its metadata.</summary>
internal static class PartialMetadata
{
    public static JsonObject Of(JsonObject obj) => new() { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = obj["metadata"].Copy() };

    public static void Write(IBufferWriter<byte> writer, ServedObject item)
    {
        using var read = item.Read();
        Write(writer, read.RootElement);
    }

    public static void Write(IBufferWriter<byte> writer, JsonElement obj)
    {
        writer.Write("{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\",\"metadata\":"u8);
        writer.Write(JsonMarshal.GetRawUtf8Value(obj.GetProperty("metadata")));
        writer.Write("}"u8);
    }
}
