using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Protobuf;
using Geofed.ApiServer.Rest;
using Geofed.Model;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Hosting;

/// <summary>Reads a request's body, of which there may be only so much.</summary>
internal static class RequestBody
{
    /// <summary>As kube-apiserver's MaxRequestBodyBytes.</summary>
    private const int Max = 3 * 1024 * 1024;

    public static async Task<GoJsonDocument> JsonAsync(HttpContext http, string kind)
    {
        var text = await BytesAsync(http).ConfigureAwait(false);
        try
        {
            return GoJson.Parse(text) is { Node: not null } read ? read : throw new GoJsonException("the body is null");
        }
        catch (GoJsonException e)
        {
            var shown = Encoding.UTF8.GetString(text.AsSpan(0, Math.Min(text.Length, 30)));
            throw Failures.BadRequest(kind == "patch" ? $"error decoding patch: {e.Message}"
                : $"the object provided is unrecognized (must be of type {kind}): couldn't get version/kind; json parse error: {e.Message} ({shown}{(text.Length > 30 ? " ..." : "")})");
        }
    }

    public static async Task<JsonNode> YamlAsync(HttpContext http) => YamlBody.Parse(Encoding.UTF8.GetString(await BytesAsync(http).ConfigureAwait(false)));

    /// <summary>Null when the body does not begin as Kubernetes' protobuf does.</summary>
    public static async Task<JsonObject?> ProtobufAsync(HttpContext http)
    {
        var body = await BytesAsync(http).ConfigureAwait(false);
        try
        {
            return ProtoBody.IsOne(body) ? ProtoBody.Read(body) : null;
        }
        catch (ProtoException e)
        {
            throw Failures.BadRequest($"the body cannot be read as protobuf: {e.Message}");
        }
    }

    private static async Task<byte[]> BytesAsync(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted).ConfigureAwait(false);
            var isTooLarge = read.Buffer.Length > Max;
            var bytes = read.IsCompleted && !isTooLarge ? read.Buffer.ToArray() : null;
            reader.AdvanceTo(bytes is null && !isTooLarge ? read.Buffer.Start : read.Buffer.End, read.Buffer.End);
            if (isTooLarge)
                throw new KubeApiException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {Max}", []);
            if (bytes is not null)
                return bytes;
        }
    }
}
