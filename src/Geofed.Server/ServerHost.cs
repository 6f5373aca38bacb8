using System.Net;
using Geofed.ApiServer;
using Geofed.ApiServer.Hosting;
using Geofed.ApiServer.Storage;
using Geofed.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Geofed.Server;

/// <summary>All APIs of one home on one HTTPS port of loopback: <c>/root</c>, and those that its objects ask for.</summary>
internal sealed class ServerHost : IAsyncDisposable
{
    private const string Root = "root";
    private readonly WebApplication _app;
    private readonly Store _store;
    private readonly ServedApis _apis;
    private readonly RootControllers _controllers;

    private ServerHost(WebApplication app, Store store, ServedApis apis, RootControllers controllers) =>
        (_app, _store, _apis, _controllers) = (app, store, apis, controllers);

    public static string Version { get; } = typeof(ServerHost).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public Uri Url => _apis.Address;

    /// <summary>The home could not be written to when it started: reads are served, writes refused.</summary>
    public bool IsReadOnly => _store.IsReadOnly;

    /// <exception cref="IOException">The port is taken, or the database cannot be opened.</exception>
    public static async Task<ServerHost> StartAsync(HomeFolder home, int? port, TimeProvider time, CancellationToken ct)
    {
        var log = new ServerLog(home.LogFile, time);
        var certificates = Certificates.Open(home.CertificateFolder, time);
        var store = await Store.OpenAsync(home.Database, time, ct).ConfigureAwait(false);
        var apis = new ServedApis(store, home, certificates, time, log.Write);
        var app = await ListenAsync(port, LastPort(home), wanted => Build(certificates, apis, wanted), ct).ConfigureAwait(false);
        if (app is null)
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"Port {port} of this machine is taken by another program. Give another one, or none: then a free one is taken.");
        }
        apis.Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var root = await apis.OpenAsync(Root, home.RootKubeconfig, options => options with { CustomResourceDefinitions = RootDefinitions.All }, ct).ConfigureAwait(false);
        var controllers = await RootControllers.StartAsync(root.Local("geofed-server"), apis, time, log.Write, ct).ConfigureAwait(false);
        apis.Settle();
        return new(app, store, apis, controllers);
    }

    /// <summary>
    /// Takes the port that was asked for; else the one of the last run, so that kubeconfigs that people copied stay good; else any.
    /// Null when the one that was asked for is taken.
    /// </summary>
    private static async Task<WebApplication?> ListenAsync(int? asked, int last, Func<int, WebApplication> build, CancellationToken ct)
    {
        foreach (var port in asked is { } only ? [only] : new[] { last, 0 }.Distinct())
        {
            var app = build(port);
            try
            {
                await app.StartAsync(ct).ConfigureAwait(false);
                return app;
            }
            catch (IOException)
            {
                await app.DisposeAsync().ConfigureAwait(false);
            }
        }
        return null;
    }

    /// <summary>0 when there was no run before.</summary>
    private static int LastPort(HomeFolder home)
    {
        try
        {
            return File.Exists(home.RootKubeconfig) ? Kubeconfig.Load(home.RootKubeconfig).Connect().Endpoint.Port : 0;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static WebApplication Build(Certificates certificates, ServedApis apis, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            ConnectionLimits.Set(kestrel);
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(ServerTls.Options(certificates.Server)));
        });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        app.Run(apis.HandleAsync);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await _controllers.DisposeAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        await _apis.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
    }
}
