using System.Diagnostics;
using System.Globalization;
using Geofed.Client;

namespace Geofed.Server.Tests.Bare;

/// <summary>The real program serving one empty API (<c>geofed-server bare</c>), with a folder for its data and a kubeconfig beside them.</summary>
internal sealed class BareProcess : IAsyncDisposable
{
    public const string Token = "bare-test";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-bare-");
    private Process? _process;

    /// <summary>Where the database is; it stays there when the server is killed.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    public string Database => Path.Combine(Data, "geofed.db");

    public string Kubeconfig => Path.Combine(_folder.FullName, "config");

    public Uri Url { get; private set; } = new("https://127.0.0.1");

    public static async Task<BareProcess> StartedAsync()
    {
        var bare = new BareProcess();
        await bare.StartAsync();
        return bare;
    }

    /// <summary>Starts it with the data that are there. <paramref name="fileLimit"/>: how large, in KiB, the system lets a file of it grow;
    /// <paramref name="isReadOnly"/>: to it, the data are on a file system that can only be read, as <see cref="ReadOnlyFolder"/> makes it.</summary>
    public async Task StartAsync(int? fileLimit = null, bool isReadOnly = false)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "geofed-server.dll"), "bare", "--port", "0", "--token", Token, "--data", Data];
        // Past its limit a process is sent SIGXFSZ, unless it ignores that: then writing fails, as on a full disk.
        if (fileLimit is { } limit)
            command = ["bash", "-c", "trap '' XFSZ; ulimit -Sf \"$1\"; shift; exec \"$@\"", "bash", limit.ToString(CultureInfo.InvariantCulture), .. command];
        if (isReadOnly)
            command = [.. ReadOnlyFolder.Command(Data), .. command];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Else the runtime keeps its code in a file in memory, which would be bounded as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        _process = Process.Start(start)!;
        if (await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is not { } url)
            throw new InvalidOperationException($"The server did not start: {await _process.StandardError.ReadToEndAsync()}");
        Url = new(url);
        await File.WriteAllTextAsync(Kubeconfig, $$$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: bare, cluster: {server: "{{{url}}}", insecure-skip-tls-verify: true}}]
            users: [{name: admin, user: {token: {{{Token}}}}}]
            contexts: [{name: bare, context: {cluster: bare, user: admin, namespace: default}}]
            current-context: bare
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Kubeconfig, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public HttpKubeApi Client() => HttpKubeApi.FromKubeconfig(Kubeconfig);

    /// <summary>There is space again.</summary>
    public async Task LiftFileLimitAsync()
    {
        using var lift = Process.Start("prlimit", ["--pid", _process!.Id.ToString(CultureInfo.InvariantCulture), "--fsize=unlimited"]);
        await lift.WaitForExitAsync();
    }

    /// <summary>Starts a second one that can only read the data of this one.</summary>
    public async Task StartBesideAsync()
    {
        var first = _process;
        try
        {
            await StartAsync(isReadOnly: true);
        }
        finally
        {
            _process!.Kill(entireProcessTree: true);
            _process.Dispose();
            _process = first;
        }
    }

    /// <summary>Ends it in good order (SIGTERM).</summary>
    public async Task StopAsync()
    {
        using var process = _process!;
        _process = null;
        using (var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await signal.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }
}
