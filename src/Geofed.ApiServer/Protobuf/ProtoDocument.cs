using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Protobuf;

/// <summary>Messages of built-in kinds as the JSON documents that they are equal to.</summary>
internal static class ProtoDocument
{
    private const int MaxDepth = 100;

    public static JsonObject Object(ReadOnlySpan<byte> message, SchemaNode schema, int depth)
    {
        var o = new JsonObject();
        Fill(o, message, schema, schema.Proto, depth);
        return o;
    }

    private static void Fill(JsonObject o, ReadOnlySpan<byte> message, SchemaNode schema, ProtoMessage? proto, int depth)
    {
        if (depth > MaxDepth)
            throw new ProtoException("exceeded max depth");
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (proto is null || !proto.TryField(reader.Field, out var name, out var isEmbedded))
                continue;
            if (isEmbedded)
                Fill(o, reader.Bytes, schema, ProtoMessage.Of(name, name), depth + 1);
            else if (schema.Properties.TryGetValue(name, out var below))
                Field(o, name, reader, below, depth + 1);
        }
    }

    private static void Field(JsonObject o, string name, ProtoReader reader, SchemaNode schema, int depth)
    {
        switch (schema.Type)
        {
            case SchemaType.List:
                if (o[name] is not JsonArray list)
                    o[name] = list = [];
                list.Add(Value(reader, schema.Items ?? SchemaNode.Any, depth));
                return;
            case SchemaType.Map:
                if (o[name] is not JsonObject map)
                    o[name] = map = [];
                Entry(map, reader.Bytes, schema.Values ?? SchemaNode.Any, depth);
                return;
            default:
                if (Value(reader, schema, depth) is { } value)
                    o[name] = value;
                return;
        }
    }

    private static void Entry(JsonObject map, ReadOnlySpan<byte> message, SchemaNode schema, int depth)
    {
        var (key, value) = ("", Empty(schema));
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
                key = Encoding.UTF8.GetString(reader.Bytes);
            else if (reader.Field == 2)
                value = Value(reader, schema, depth);
        }
        map[key] = value;
    }

    private static JsonNode? Empty(SchemaNode schema) => schema.Type switch { SchemaType.String => schema.Format == "quantity" ? "0" : "", SchemaType.Object => new JsonObject(), _ => null };

    private static JsonNode? Value(ProtoReader reader, SchemaNode schema, int depth) => (schema.Type, schema.Format) switch
    {
        (SchemaType.Object, _) => Object(reader.Bytes, schema, depth),
        (SchemaType.String, "quantity") => Part(reader.Bytes, 1),
        (SchemaType.String, "time" or "micro-time") => Time(reader.Bytes, schema.Format == "micro-time"),
        (SchemaType.String, "byte") => Convert.ToBase64String(reader.Bytes),
        (SchemaType.String, _) => Encoding.UTF8.GetString(reader.Bytes),
        (SchemaType.Integer, _) => (long)reader.Number,
        (SchemaType.Boolean, _) => reader.Number != 0,
        (SchemaType.Number, _) => BitConverter.UInt64BitsToDouble(reader.Number),
        (SchemaType.Any, "int-or-string") => IntOrString(reader.Bytes),
        // A list in a list, or in a map, is a message with one repeated field.
        (SchemaType.List, _) => Items(reader.Bytes, schema.Items ?? SchemaNode.Any, depth),
        _ => Json(reader.Bytes),
    };

    private static JsonArray Items(ReadOnlySpan<byte> message, SchemaNode schema, int depth)
    {
        var list = new JsonArray();
        var reader = new ProtoReader(message);
        while (reader.Next())
            list.Add(Value(reader, schema, depth + 1));
        return list;
    }

    private static JsonNode? IntOrString(ReadOnlySpan<byte> message)
    {
        var (isText, number, text) = (false, 0L, "");
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
                isText = reader.Number == 1;
            else if (reader.Field == 2)
                number = (int)reader.Number;
            else if (reader.Field == 3)
                text = Encoding.UTF8.GetString(reader.Bytes);
        }
        return isText ? text : number;
    }

    /// <summary>An empty message is no time.</summary>
    private static JsonNode? Time(ReadOnlySpan<byte> message, bool isMicro)
    {
        var (seconds, nanos) = (0L, 0L);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
                seconds = (long)reader.Number;
            else if (reader.Field == 2)
                nanos = (long)reader.Number;
        }
        if (seconds is 0 or < -62135596800 or > 253402300799)
            return null;
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100);
        return isMicro ? at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture) : KubeTime.Format(at);
    }

    private static string Part(ReadOnlySpan<byte> message, int field)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == field && reader.IsBytes)
                return Encoding.UTF8.GetString(reader.Bytes);
        }
        return "0";
    }

    /// <summary>A raw extension carries its document as JSON.</summary>
    private static JsonNode? Json(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader is { Field: 1, IsBytes: true })
            {
                try
                {
                    return Hosting.GoJson.Parse(reader.Bytes).Node;
                }
                catch (Hosting.GoJsonException e)
                {
                    throw new ProtoException(e.Message);
                }
            }
        }
        return null;
    }
}
