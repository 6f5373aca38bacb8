using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Geofed.ApiServer.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Geofed.ApiServer.Hosting;

/// <summary>
/// One empty API on HTTPS, on loopback, with a certificate made for it: what conformance recordings, benches and other people's
/// clients are pointed at. Its data is in the folder given, else in a temporary one that goes with it.
/// </summary>
public sealed class BareHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Store _store;
    private readonly KubeApiServer _api;
    private readonly string? _temporary;

    private BareHost(WebApplication app, Store store, KubeApiServer api, string? temporary) => (_app, _store, _api, _temporary) = (app, store, api, temporary);

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public KubeApiServer Api => _api;

    /// <summary>Its data could not be written to when it started: reads are served, writes refused.</summary>
    public bool IsReadOnly => _store.IsReadOnly;

    /// <summary>Starts to listen. Port 0 takes any free one. <paramref name="token"/> is one more administrator's token; <paramref name="configure"/> changes what the API is.</summary>
    public static async Task<BareHost> StartAsync(int port, string? token, string? dataFolder, TimeProvider time, CancellationToken ct, Func<ApiServerOptions, ApiServerOptions>? configure = null)
    {
        var temporary = dataFolder is null ? Directory.CreateTempSubdirectory("geofed-bare-").FullName : null;
        var folder = Directory.CreateDirectory(dataFolder ?? temporary!);
        var store = await Store.OpenAsync(Path.Combine(folder.FullName, "geofed.db"), time, ct).ConfigureAwait(false);
        var options = new ApiServerOptions { Name = "bare", Time = time, AdminTokens = token is null ? [] : [token], Log = Console.Error.WriteLine };
        var api = await KubeApiServer.OpenAsync(store, configure?.Invoke(options) ?? options, ct).ConfigureAwait(false);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            ConnectionLimits.Set(kestrel);
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(ServerTls.Options(Certificate(time))));
        });
        var app = builder.Build();
        app.Run(api.HandleAsync);
        await app.StartAsync(ct).ConfigureAwait(false);
        return new(app, store, api, temporary);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        await _api.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
        if (_temporary is not null)
            Directory.Delete(_temporary, recursive: true);
    }

    private static X509Certificate2 Certificate(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=geofed-bare", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(365));
    }
}
