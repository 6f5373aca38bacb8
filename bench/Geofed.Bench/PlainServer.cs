using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Hosting;

namespace Geofed.Bench;

/// <summary>
/// What Kestrel alone does with the same bytes, on the same certificate's terms: PUT keeps a body, GET gives it, POST gives its own back, /hold holds a
/// connection, and what is posted to /fire is written to all that are held. Runs as a process of its own until it is killed.
/// </summary>
internal sealed class PlainServer
{
    public const string Argument = "--plain-server";
    private readonly ConcurrentBag<HttpContext> _held = [];
    private byte[] _kept = [];

    public static async Task<int> RunAsync()
    {
        var server = new PlainServer();
        using var certificate = EmptyServer.Certificate();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate })));
        await using var app = builder.Build();
        app.Run(server.AnswerAsync);
        await app.StartAsync().ConfigureAwait(false);
        await Console.Out.WriteLineAsync(app.Urls.First()).ConfigureAwait(false);
        await app.WaitForShutdownAsync().ConfigureAwait(false);
        return 0;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/hold")
        {
            await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            _held.Add(http);
            var ended = new TaskCompletionSource();
            await using var registration = http.RequestAborted.Register(ended.SetResult).ConfigureAwait(false);
            await ended.Task.ConfigureAwait(false);
            return;
        }
        if (HttpMethods.IsGet(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(_kept, http.RequestAborted).ConfigureAwait(false);
            return;
        }
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted).ConfigureAwait(false);
        if (HttpMethods.IsPut(http.Request.Method))
            _kept = body.ToArray();
        else if (http.Request.Path == "/fire")
            await Task.WhenAll(_held.Select(held => FireAsync(held, body.ToArray()))).ConfigureAwait(false);
        else
            await http.Response.Body.WriteAsync(body.ToArray(), http.RequestAborted).ConfigureAwait(false);
    }

    private static async Task FireAsync(HttpContext held, byte[] line)
    {
        await held.Response.Body.WriteAsync(line, held.RequestAborted).ConfigureAwait(false);
        await held.Response.Body.FlushAsync(held.RequestAborted).ConfigureAwait(false);
    }
}
