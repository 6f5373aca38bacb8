using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Hosting;

/// <summary>Writes JSON that stands ready as bytes, as most of what is stored does, without reading it.</summary>
internal static class StoredAnswers
{
    /// <summary>As kube-apiserver: smaller answers are not worth it.</summary>
    private const int CompressedFrom = 128 * 1024;
    public const int FlushedFrom = 64 * 1024;

    public static Task ObjectAsync(HttpContext http, byte[] json)
    {
        http.Response.ContentType = "application/json";
        return StreamAsync(http, json.Length, writer =>
        {
            writer.Write(json);
            writer.Write("\n"u8);
            return Task.CompletedTask;
        });
    }

    /// <param name="list">The list's own fields; its elements, which <paramref name="write"/> writes, follow them under <paramref name="key"/>.</param>
    public static Task ListAsync(HttpContext http, JsonObject list, string key, IReadOnlyList<ServedObject> items, Action<PipeWriter, ServedObject> write)
    {
        http.Response.ContentType = "application/json";
        return StreamAsync(http, items.Sum(i => (long)(i.Json?.Length ?? 1024)), async writer =>
        {
            writer.Write(list.ToUtf8().AsSpan(..^1));
            writer.Write(Encoding.UTF8.GetBytes($",\"{key}\":["));
            var separator = default(ReadOnlyMemory<byte>);
            foreach (var item in items)
            {
                writer.Write(separator.Span);
                separator = Comma;
                write(writer, item);
                if (writer.UnflushedBytes > FlushedFrom)
                    await writer.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            }
            writer.Write("]}\n"u8);
        });
    }

    /// <summary>An object as its list has it.</summary>
    public static void Element(PipeWriter writer, ServedResource resource, ServedObject item)
    {
        var (begin, tail) = item.Element ?? (default, Element(resource, item.Object).ToUtf8());
        writer.Write(begin.Span);
        writer.Write(tail.Span);
    }

    private static readonly byte[] Comma = [(byte)','];

    /// <summary>One line of a watch.</summary>
    public static void Event(PipeWriter writer, string type, byte[] json)
    {
        writer.Write("{\"type\":\""u8);
        writer.Write(Encoding.UTF8.GetBytes(type));
        writer.Write("\",\"object\":"u8);
        writer.Write(json);
        writer.Write("}\n"u8);
    }

    /// <summary>Elements of a typed list do not repeat their type; those of custom resources do.</summary>
    public static JsonObject Element(ServedResource resource, JsonObject obj)
    {
        if (!resource.IsCustom)
        {
            obj.Remove("kind");
            obj.Remove("apiVersion");
        }
        return obj;
    }

    /// <summary>Writes an answer of about this length, compressed where the client takes that and it is worth it.</summary>
    public static async Task StreamAsync(HttpContext http, long length, Func<PipeWriter, Task> write)
    {
        if (length < CompressedFrom || !http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            await write(http.Response.BodyWriter).ConfigureAwait(false);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            return;
        }
        http.Response.Headers.ContentEncoding = "gzip";
        var writer = PipeWriter.Create(new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true));
        await write(writer).ConfigureAwait(false);
        await writer.CompleteAsync().ConfigureAwait(false);
    }
}
