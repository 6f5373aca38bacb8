using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Tests.Http;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Watching;

/// <summary>One watch over HTTPS, read event by event.</summary>
internal sealed class HttpWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private HttpWatch(HttpResponseMessage response, Stream stream) => (_response, _reader) = (response, new(stream));

    public int Code => (int)_response.StatusCode;

    /// <summary>Begins one; it is there when this returns.</summary>
    public static async Task<HttpWatch> StartAsync(HttpApi api, string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", HttpApi.Admin);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null at the end.</summary>
    public async Task<JsonObject?> NextAsync() => await _reader.ReadLineAsync().WaitAsync(Patience) is { } line ? JsonDocuments.ParseObject(Encoding.UTF8.GetBytes(line)) : null;

    /// <summary>The next event as "TYPE name"; "end" at the end.</summary>
    public async Task<string> NextNameAsync() => await NextAsync() is { } next ? $"{next.Str("type")} {next.Str("object", "metadata", "name")}".TrimEnd() : "end";

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
