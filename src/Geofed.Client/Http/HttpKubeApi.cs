using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>A Kubernetes API over HTTPS.</summary>
public sealed class HttpKubeApi : IKubeApi, IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpClient _http;
    private readonly string _base;
    private readonly TimeSpan _requestTimeout;

    /// <summary>Uses a client as it is; disposing of this disposes of it.</summary>
    public HttpKubeApi(HttpClient http, Uri endpoint, TimeSpan? requestTimeout = null)
    {
        _http = http;
        _http.Timeout = Timeout.InfiniteTimeSpan;
        Endpoint = endpoint;
        _base = endpoint.ToString().TrimEnd('/');
        _requestTimeout = requestTimeout ?? TimeSpan.FromSeconds(30);
    }

    public HttpKubeApi(KubeConnection connection)
        : this(new HttpClient(new ConnectionHandler(connection)), connection.Endpoint, connection.RequestTimeout)
    {
    }

    public Uri Endpoint { get; }

    /// <summary>The API of a kubeconfig's context, or of its current one.</summary>
    /// <exception cref="FormatException">The file does not say how to reach a cluster; the message says why.</exception>
    public static HttpKubeApi FromKubeconfig(string path, string? context = null) => new(Kubeconfig.Load(path).Connect(context));

    public static HttpKubeApi FromToken(Uri endpoint, string token, byte[]? certificateAuthority = null, bool insecure = false, TimeSpan? requestTimeout = null) =>
        new(new KubeConnection(endpoint)
        {
            Credentials = new StaticCredentials(() => token),
            CertificateAuthority = certificateAuthority,
            Insecure = insecure,
            RequestTimeout = requestTimeout ?? TimeSpan.FromSeconds(30),
        });

    public Task<JsonObject> GetAsync(ResourcePath path, CancellationToken ct) => SendAsync(HttpMethod.Get, path.ToString(), null, ct);

    public async Task<ResourceList> ListAsync(ResourceCollection collection, ListOptions options, CancellationToken ct)
    {
        var items = new List<JsonObject>();
        string? next = null;
        while (true)
        {
            var page = await SendAsync(HttpMethod.Get, collection + Query.For(options).Add("continue", next).ToString(), null, ct).ConfigureAwait(false);
            items.AddRange(ListItems.Take(page));
            next = page.Str("metadata", "continue");
            if (string.IsNullOrEmpty(next))
                return new(items, page.Str("metadata", "resourceVersion") ?? "");
        }
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(ResourceCollection collection, ListOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, collection + Query.ForWatch(options).ToString(), null);
        using var response = await AnswerAsync(request, ct).ConfigureAwait(false);
        await foreach (var change in WatchStream.ReadAsync(response, Endpoint, ct).ConfigureAwait(false))
            yield return change;
    }

    public Task<JsonObject> CreateAsync(ResourceCollection collection, JsonObject body, WriteOptions options, CancellationToken ct, string? name = null, string? subresource = null)
    {
        var path = name is null ? collection.ToString() : collection.Named(name, subresource).ToString();
        return SendAsync(HttpMethod.Post, path + Query.For(options), Content(body, Json), ct, options.OnWarning);
    }

    public Task<JsonObject> ReplaceAsync(ResourcePath path, JsonObject body, WriteOptions options, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, path + Query.For(options).ToString(), Content(body, Json), ct, options.OnWarning);

    public Task<JsonObject> PatchAsync(ResourcePath path, PatchKind kind, JsonNode patch, WriteOptions options, CancellationToken ct)
    {
        var type = new MediaTypeHeaderValue(kind switch
        {
            PatchKind.Json => "application/json-patch+json",
            PatchKind.Merge => "application/merge-patch+json",
            PatchKind.Strategic => "application/strategic-merge-patch+json",
            _ => "application/apply-patch+yaml",
        });
        var query = Query.For(options).Add("force", kind == PatchKind.Apply && options.Force ? "true" : null);
        return SendAsync(HttpMethod.Patch, path + query.ToString(), Content(patch, type), ct, options.OnWarning);
    }

    public Task<JsonObject> DeleteAsync(ResourcePath path, DeleteOptions options, CancellationToken ct) =>
        SendAsync(HttpMethod.Delete, path.ToString(), Content(DeleteBody.From(options), Json), ct);

    public Task<IReadOnlyList<ApiResource>> DiscoverAsync(CancellationToken ct) => new DiscoveryReader(GetDocumentAsync).ReadAsync(ct);

    public async Task<string> GetRawAsync(string path, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, path, null);
        using var response = await AnswerAsync(request, ct).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetString(await BodyAsync(response, ct).ConfigureAwait(false));
    }

    public void Dispose() => _http.Dispose();

    private Task<JsonObject> GetDocumentAsync(string path, string accept, CancellationToken ct)
    {
        var request = Request(HttpMethod.Get, path, null);
        request.Headers.Remove("Accept");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return SendAsync(request, ct, null);
    }

    private Task<JsonObject> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct, Action<string>? onWarning = null) =>
        SendAsync(Request(method, path, content), ct, onWarning);

    private async Task<JsonObject> SendAsync(HttpRequestMessage request, CancellationToken ct, Action<string>? onWarning)
    {
        using (request)
        using (var response = await AnswerAsync(request, ct).ConfigureAwait(false))
        {
            if (onWarning is not null)
            {
                foreach (var warning in response.Headers.Warning)
                    onWarning(warning.Text.Length > 1 ? JsonNode.Parse(warning.Text).Str() ?? warning.Text : warning.Text);
            }
            var body = await BodyAsync(response, ct).ConfigureAwait(false);
            try
            {
                return JsonDocuments.ParseObject(body);
            }
            catch (JsonException e)
            {
                throw new KubeApiException((int)response.StatusCode, "", $"{Endpoint} answered something that is not JSON: {e.Message}");
            }
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, _base + path)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "geofed");
        return request;
    }

    private static ByteArrayContent Content(JsonNode body, MediaTypeHeaderValue type) => new(body.ToUtf8()) { Headers = { ContentType = type } };

    /// <summary>Waits for the answer's headers; one that is no success is thrown.</summary>
    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(_requestTimeout);
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw await StatusAnswer.ReadAsync(response, Endpoint, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Unreachable.TooSlow(Endpoint, _requestTimeout);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            ct.ThrowIfCancellationRequested();
            throw Unreachable.Because(Endpoint, e);
        }
    }

    private async Task<byte[]> BodyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(_requestTimeout * 4);
        try
        {
            return await response.Content.ReadAsByteArrayAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Unreachable.TooSlow(Endpoint, _requestTimeout * 4);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            ct.ThrowIfCancellationRequested();
            throw Unreachable.Because(Endpoint, e);
        }
    }
}
