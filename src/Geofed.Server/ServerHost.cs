using System.Net;
using Geofed.ApiServer;
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

    /// <exception cref="IOException">The port is taken, or the database cannot be opened.</exception>
    public static async Task<ServerHost> StartAsync(HomeFolder home, int? port, TimeProvider time, CancellationToken ct)
    {
        var log = new ServerLog(home.LogFile, time);
        var certificates = Certificates.Open(home.CertificateFolder, time);
        var store = await Store.OpenAsync(home.Database, time, ct).ConfigureAwait(false);
        var apis = new ServedApis(store, home, certificates, time);
        var app = Build(certificates, apis, port ?? 0);
        try
        {
            await app.StartAsync(ct).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            await store.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"Port {port} of this machine is taken by another program. Give another one, or none: then a free one is taken.", e);
        }
        apis.Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var root = await apis.OpenAsync(Root, home.RootKubeconfig, options => options with { CustomResourceDefinitions = RootDefinitions.All }, ct).ConfigureAwait(false);
        var controllers = await RootControllers.StartAsync(root.Local("geofed-server"), apis, home, time, log.Write, ct).ConfigureAwait(false);
        return new(app, store, apis, controllers);
    }

    private static WebApplication Build(Certificates certificates, ServedApis apis, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificates.Server));
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
