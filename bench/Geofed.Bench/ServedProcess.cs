using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Geofed.Bench;

/// <summary>A server in a process of its own, and a client that keeps its connections open.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private const string Token = "bench";
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private ServedProcess(Process process, DirectoryInfo folder, string url)
    {
        (_process, _folder) = (process, folder);
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 2000 };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        Client = new(handler) { BaseAddress = new(url) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public HttpClient Client { get; }

    /// <summary>One empty API, durable, in a new folder.</summary>
    public static Task<ServedProcess> ApiAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("geofed-bench-");
        return StartAsync(Built.Program(Built.File("Geofed.Server", "geofed-server.dll"), "bare", "--port", "0", "--token", Token, "--data", Path.Combine(folder.FullName, "data")), folder, ct);
    }

    /// <summary>Kestrel that gives and takes bytes.</summary>
    public static Task<ServedProcess> PlainAsync(CancellationToken ct) => StartAsync(Built.Program(Built.Self, PlainServer.Argument), Directory.CreateTempSubdirectory("geofed-bench-"), ct);

    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>Sends one request, and reads all of its answer.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<byte[]> SendAsync(HttpMethod method, string path, string? body, CancellationToken ct, string type = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, type);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Client.SendAsync(request, ct).ConfigureAwait(false);
        var answer = await response.Content.ReadAsByteArrayAsync(ct).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{method} {path}: {Encoding.UTF8.GetString(answer)}");
    }

    /// <summary>Does a thing so many times, so many at once; how many a second.</summary>
    public static async Task<double> RateAsync(int times, int atOnce, Func<int, Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, times), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, _) => await act(i).ConfigureAwait(false)).ConfigureAwait(false);
        return times / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<ServedProcess> StartAsync(ProcessStartInfo start, DirectoryInfo folder, CancellationToken ct)
    {
        var process = Process.Start(start)!;
        return new(process, folder, await process.StandardOutput.ReadLineAsync(ct).ConfigureAwait(false) ?? throw new InvalidOperationException("The server did not start."));
    }
}
