using System.Buffers;
using System.Globalization;
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
        throw NotAcceptable();
    }

    private static KubeApiException NotAcceptable() => new(406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf", []);

    public Task ObjectAsync(int code, ServedResource resource, JsonObject obj, RequestContext? context = null)
    {
        foreach (var warning in context?.Warnings ?? [])
            Warn(warning);
        return SendAsync(code, obj.Str("kind") == "Status" ? obj : Shown(resource, obj));
    }

    private JsonObject Shown(ServedResource resource, JsonObject obj) => _form switch
    {
        Form.Table => Table(resource).Of([obj], new() { ["resourceVersion"] = obj.ResourceVersion() }),
        Form.Metadata => PartialMetadata.Of(obj),
        _ => obj,
    };

    public Task ObjectAsync(ServedResource resource, ServedObject obj) =>
        IsPlain && obj.Json is { } json ? StoredAnswers.ObjectAsync(http, json) : ObjectAsync(200, resource, obj.Object);

    public void Warn(string sentence) =>
        http.Response.Headers.Append("Warning", $"299 - \"{sentence.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");

    public Task ListAsync(ServedResource resource, ListPage page)
    {
        var meta = new JsonObject { ["resourceVersion"] = page.Revision.ToString(CultureInfo.InvariantCulture) };
        if (page.Continue is not null)
            meta["continue"] = page.Continue;
        if (page.Remaining is not null)
            meta["remainingItemCount"] = page.Remaining;
        var table = Table(resource);
        if (_form == Form.Table)
            return _yaml ? SendAsync(200, table.Of(page.Items.Select(i => i.Object), meta)) : StoredAnswers.ListAsync(http, table.Head(meta), "rows", page.Items, table.Row);
        var metadataOnly = _form == Form.Metadata;
        var list = new JsonObject
        {
            ["kind"] = metadataOnly ? "PartialObjectMetadataList" : resource.Kind.Kind + "List",
            ["apiVersion"] = metadataOnly ? "meta.k8s.io/v1" : resource.Kind.ApiVersion,
            ["metadata"] = meta,
        };
        if (!_yaml)
            return StoredAnswers.ListAsync(http, list, "items", page.Items, metadataOnly ? PartialMetadata.Write : (writer, item) => StoredAnswers.Element(writer, resource, item));
        list["items"] = new JsonArray([.. page.Items.Select(i => (JsonNode)(metadataOnly ? PartialMetadata.Of(i.Object) : StoredAnswers.Element(resource, i.Object)))]);
        return SendAsync(200, list);
    }

    private bool IsPlain => _form == Form.Plain && !_yaml;

    public async Task EventsAsync(ServedResource resource, IAsyncEnumerable<(string Type, ServedObject Object)> events)
    {
        // A stream of YAML has no end of a document.
        if (_yaml)
            throw NotAcceptable();
        http.Response.ContentType = "application/json";
        var writer = http.Response.BodyWriter;
        await writer.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        var isFirst = true;
        await EventFlow.WriteAsync(writer, events, one =>
        {
            var json = IsPlain && one.Object.Json is { } stored ? stored : Event(resource, one.Object.Object, isFirst).ToUtf8();
            isFirst = false;
            StoredAnswers.Event(writer, one.Type, json);
        }, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Only the first Table of a watch says what its columns are.</summary>
    private JsonObject Event(ServedResource resource, JsonObject obj, bool isFirst)
    {
        var shown = Shown(resource, obj);
        if (_form == Form.Table && !isFirst)
            shown["columnDefinitions"] = null;
        return shown;
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
    public static Task BytesAsync(HttpContext http, byte[] json, string type = "application/json")
    {
        http.Response.ContentType = type;
        return StoredAnswers.StreamAsync(http, json.Length, writer =>
        {
            writer.Write(json);
            return Task.CompletedTask;
        });
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

    private TableAnswers Table(ServedResource resource) => new(resource, http.Request.Query["includeObject"].ToString(), state.Time.GetUtcNow());
}
