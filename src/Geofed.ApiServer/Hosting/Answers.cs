using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;
using Geofed.Model.Yaml;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Hosting;

/// <summary>Writes answers in the form that the client accepts: JSON, YAML, Tables, or metadata only.</summary>
internal sealed class Answers(HttpContext http, ApiState state)
{
    /// <summary>As kube-apiserver: smaller answers are not worth it.</summary>
    private const int CompressedFrom = 128 * 1024;

    private enum Form { Plain, Table, Metadata }

    private Form _form;
    private bool _yaml;

    public HttpContext Http => http;

    /// <exception cref="KubeApiException">406: none of the accepted forms is served (Protobuf is not).</exception>
    public void Negotiate()
    {
        var accept = http.Request.Headers.Accept.ToString();
        if (accept.Length == 0)
            return;
        foreach (var choice in accept.Split(',').Select(c => c.Trim()))
        {
            var parameters = choice.Split(';').Select(p => p.Trim()).ToArray();
            var (type, shape) = (parameters[0], parameters.FirstOrDefault(p => p.StartsWith("as=", StringComparison.Ordinal)));
            if (type is not ("application/json" or "application/yaml" or "*/*" or "application/*"))
                continue;
            if (shape is not (null or "as=Table" or "as=PartialObjectMetadata" or "as=PartialObjectMetadataList"))
                continue;
            (_yaml, _form) = (type == "application/yaml", shape switch { null => Form.Plain, "as=Table" => Form.Table, _ => Form.Metadata });
            return;
        }
        throw new KubeApiException(406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf", []);
    }

    public Task ObjectAsync(int code, ServedResource resource, JsonObject obj, RequestContext? context = null)
    {
        foreach (var warning in context?.Warnings ?? [])
            Warn(warning);
        return SendAsync(code, obj.Str("kind") == "Status" ? obj : _form switch
        {
            Form.Table => Table(resource, [obj], new() { ["resourceVersion"] = obj.ResourceVersion() }),
            Form.Metadata => Partial(obj),
            _ => obj,
        });
    }

    public void Warn(string sentence) =>
        http.Response.Headers.Append("Warning", $"299 - \"{sentence.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");

    public Task ListAsync(ServedResource resource, ListPage page)
    {
        var meta = new JsonObject { ["resourceVersion"] = page.Revision.ToString(CultureInfo.InvariantCulture) };
        if (page.Continue is not null)
            meta["continue"] = page.Continue;
        if (page.Remaining is not null)
            meta["remainingItemCount"] = page.Remaining;
        if (_form == Form.Table)
            return SendAsync(200, Table(resource, page.Items, meta));
        var metadataOnly = _form == Form.Metadata;
        var items = new JsonArray();
        foreach (var item in page.Items)
        {
            // Elements of a typed list do not repeat their type; those of custom resources do.
            if (!metadataOnly && !resource.IsCustom)
            {
                item.Remove("kind");
                item.Remove("apiVersion");
            }
            items.Add(metadataOnly ? Partial(item) : item);
        }
        return SendAsync(200, new JsonObject
        {
            ["kind"] = metadataOnly ? "PartialObjectMetadataList" : resource.Kind.Kind + "List",
            ["apiVersion"] = metadataOnly ? "meta.k8s.io/v1" : resource.Kind.ApiVersion,
            ["metadata"] = meta,
            ["items"] = items,
        });
    }

    public async Task EventsAsync(ServedResource resource, IAsyncEnumerable<(string Type, JsonObject Object)> events)
    {
        http.Response.ContentType = "application/json";
        await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        await foreach (var (type, obj) in events.ConfigureAwait(false))
        {
            var shown = _form switch
            {
                Form.Table => Table(resource, [obj], new() { ["resourceVersion"] = obj.ResourceVersion() }),
                Form.Metadata => Partial(obj),
                _ => obj,
            };
            var line = new JsonObject { ["type"] = type, ["object"] = shown }.ToText() + "\n";
            await http.Response.WriteAsync(line, http.RequestAborted).ConfigureAwait(false);
            await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        }
    }

    public Task ErrorEventAsync(KubeApiException error)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(new JsonObject { ["type"] = "ERROR", ["object"] = error.ToStatus() }.ToText() + "\n", http.RequestAborted);
    }

    public static Task FailureAsync(HttpContext http, KubeApiException error)
    {
        var status = error.ToStatus();
        if (error.Data["continue"] is string token)
            status.Ensure("metadata")["continue"] = token;
        if (error.Details.Int("retryAfterSeconds") is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(http, error.Code, status);
    }

    public static Task WriteAsync(HttpContext http, int code, JsonObject body, string type = "application/json")
    {
        http.Response.StatusCode = code;
        return BytesAsync(http, [.. body.ToUtf8(), (byte)'\n'], type);
    }

    /// <summary>A document that was written before.</summary>
    public static async Task BytesAsync(HttpContext http, byte[] json, string type = "application/json")
    {
        http.Response.ContentType = type;
        if (json.Length < CompressedFrom || !http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            await http.Response.Body.WriteAsync(json, http.RequestAborted).ConfigureAwait(false);
            return;
        }
        http.Response.Headers.ContentEncoding = "gzip";
        var zipped = new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await using (zipped.ConfigureAwait(false))
            await zipped.WriteAsync(json, http.RequestAborted).ConfigureAwait(false);
    }

    public static Task TextAsync(HttpContext http, int code, string text)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text, Encoding.UTF8, http.RequestAborted);
    }

    private Task SendAsync(int code, JsonObject body)
    {
        if (!_yaml)
            return WriteAsync(http, code, body);
        http.Response.StatusCode = code;
        http.Response.ContentType = "application/yaml";
        return http.Response.WriteAsync(YamlText.Write(body), Encoding.UTF8, http.RequestAborted);
    }

    private JsonObject Table(ServedResource resource, IReadOnlyList<JsonObject> items, JsonObject meta)
    {
        var now = state.Time.GetUtcNow();
        var include = http.Request.Query["includeObject"].ToString();
        var rows = items.Select(o => (JsonNode)new JsonObject
        {
            ["cells"] = resource.Columns.Row(o, now),
            ["object"] = include switch { "None" => null, "Object" => o.Copy(), _ => Partial(o) },
        });
        return new() { ["kind"] = "Table", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = meta, ["columnDefinitions"] = resource.Columns.Columns, ["rows"] = new JsonArray([.. rows]) };
    }

    private static JsonObject Partial(JsonObject obj) => new() { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = obj["metadata"].Copy() };
}
