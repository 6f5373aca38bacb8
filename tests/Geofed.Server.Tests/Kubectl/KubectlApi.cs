using System.Diagnostics;
using Geofed.ApiServer;
using Geofed.ApiServer.Hosting;

namespace Geofed.Server.Tests.Kubectl;

/// <summary>A bare API, and kubectl with a kubeconfig of it.</summary>
internal sealed class KubectlApi : IAsyncDisposable
{
    private readonly BareHost _host;
    private readonly DirectoryInfo _folder;

    private KubectlApi(BareHost host, DirectoryInfo folder) => (_host, _folder) = (host, folder);

    public static async Task<KubectlApi> StartAsync(Func<ApiServerOptions, ApiServerOptions>? configure = null)
    {
        var api = new KubectlApi(await BareHost.StartAsync(0, "kubectl-test", null, TimeProvider.System, default, configure), Directory.CreateTempSubdirectory("geofed-kubectl-"));
        await File.WriteAllTextAsync(api.Path("config"), $$$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: bare, cluster: {server: "{{{api._host.Url.ToString().TrimEnd('/')}}}", insecure-skip-tls-verify: true}}]
            users: [{name: admin, user: {token: kubectl-test}}]
            contexts: [{name: bare, context: {cluster: bare, user: admin}}]
            current-context: bare
            """);
        return api;
    }

    /// <summary>Writes a manifest; its path.</summary>
    public string Manifest(string yaml)
    {
        var path = Path(Guid.NewGuid().ToString("n") + ".yaml");
        File.WriteAllText(path, yaml);
        return path;
    }

    /// <summary>What kubectl writes to its output, when it succeeds.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await TryAsync(arguments);
        Assert.True(code == 0, $"kubectl {string.Join(' ', arguments)}: {error}");
        return output.Trim();
    }

    public async Task<(int Code, string Output, string Error)> TryAsync(params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var start = new ProcessStartInfo("kubectl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["KUBECONFIG"], start.Environment["HOME"]) = (Path("config"), _folder.FullName);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
}
