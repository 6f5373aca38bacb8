using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Hosting;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Http;

/// <summary>An API behind HTTPS, asked as any client asks it: a method, a path, a body, headers.</summary>
internal sealed class HttpApi : IAsyncDisposable
{
    public const string Admin = "http-test";

    private HttpApi(BareHost host) => (Host, Client) = (host, NewClient(host, null));

    public BareHost Host { get; }

    public HttpClient Client { get; }

    public static async Task<HttpApi> StartAsync(Func<ApiServerOptions, ApiServerOptions>? configure = null, TimeProvider? time = null) =>
        new(await BareHost.StartAsync(0, Admin, null, time ?? TimeProvider.System, default, configure));

    /// <summary>A client that shows a certificate.</summary>
    public HttpClient With(X509Certificate2 certificate) => NewClient(Host, certificate);

    public Task<Answer> GetAsync(string path, string? token = Admin, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, token, headers);

    public Task<Answer> PostAsync(string path, string body, string? token = Admin, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, token, headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, string? token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await Client.SendAsync(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.RetryAfter?.ToString(), response.Content.Headers.ContentType?.MediaType, [.. response.Content.Headers.ContentEncoding]);
    }

    /// <summary>Creates an object at the address of its kind.</summary>
    public async Task<JsonObject> CreateAsync(string path, string body)
    {
        var answer = await PostAsync(path, body);
        Assert.True(answer.Code == 201, answer.Text);
        return answer.Json;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    private static HttpClient NewClient(BareHost host, X509Certificate2? certificate)
    {
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        if (certificate is not null)
            handler.ClientCertificates.Add(certificate);
        return new(handler) { BaseAddress = host.Url };
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Code, string Text, string? RetryAfter, string? ContentType, IReadOnlyList<string> Encodings)
{
    public JsonObject Json => JsonDocuments.ParseObject(Encoding.UTF8.GetBytes(Text));

    public string Message => Json.Str("message") ?? "";
}
