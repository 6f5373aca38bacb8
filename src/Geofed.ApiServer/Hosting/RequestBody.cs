using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Hosting;

/// <summary>Reads a request's body, of which there may be only so much.</summary>
internal static class RequestBody
{
    public static async Task<GoJsonDocument> JsonAsync(HttpContext http, int max, string kind)
    {
        var text = await BytesAsync(http, max).ConfigureAwait(false);
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

    public static async Task<JsonNode> YamlAsync(HttpContext http, int max) => YamlBody.Parse(Encoding.UTF8.GetString(await BytesAsync(http, max).ConfigureAwait(false)));

    private static async Task<byte[]> BytesAsync(HttpContext http, int max)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted).ConfigureAwait(false)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > max)
                throw new KubeApiException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {max}", []);
        }
        return buffer.ToArray();
    }
}
