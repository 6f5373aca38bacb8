using System.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Protobuf;

/// <summary>
/// Bodies in application/vnd.kubernetes.protobuf, which kubectl's typed clients send: four magic bytes, and a message that says what is in it
/// (apimachinery pkg/runtime/serializer/protobuf). They are read; answers are never written so.
/// </summary>
internal static class ProtoBody
{
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    public static bool IsOne(ReadOnlySpan<byte> body) => body.StartsWith(Magic);

    /// <summary>The document, with its apiVersion and kind.</summary>
    /// <exception cref="ProtoException">It is damaged, or of a kind that has no message.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        var (apiVersion, kind) = ("", "");
        var raw = default(ReadOnlySpan<byte>);
        var envelope = new ProtoReader(body[Magic.Length..]);
        while (envelope.Next())
        {
            if (envelope is { Field: 1, IsBytes: true })
                (apiVersion, kind) = TypeMeta(envelope.Bytes);
            else if (envelope is { Field: 2, IsBytes: true })
                raw = envelope.Bytes;
        }
        var schema = BuiltInSchemas.For(GroupVersionKind.From(apiVersion, kind)) ?? BuiltInSchemas.Option(kind);
        if (schema?.Proto is null)
            throw new ProtoException($"no kind \"{kind}\" is registered for version \"{apiVersion}\"");
        var document = new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion };
        foreach (var (name, value) in ProtoDocument.Object(raw, schema, 0).ToList())
            document[name] = value.Copy();
        return document;
    }

    private static (string ApiVersion, string Kind) TypeMeta(ReadOnlySpan<byte> message)
    {
        var (apiVersion, kind) = ("", "");
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
                apiVersion = Encoding.UTF8.GetString(reader.Bytes);
            else if (reader.Field == 2)
                kind = Encoding.UTF8.GetString(reader.Bytes);
        }
        return (apiVersion, kind);
    }
}
