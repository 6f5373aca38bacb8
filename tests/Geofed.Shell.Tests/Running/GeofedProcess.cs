using System.Diagnostics;

namespace Geofed.Running;

/// <summary>Runs the program <c>geofed</c> as it was built, with a home of its own, and ends the server of that home when disposed of.</summary>
internal sealed class GeofedProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] NotInherited = ["GEOFED_SERVER", "GEOFED_MODULE", "NO_COLOR"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-shell-");

    /// <summary>Where scripts and whatever else a test needs are put.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Not there until something makes it.</summary>
    public string Home => Path.Combine(Folder, "home");

    public Dictionary<string, string> Environment { get; } = [];

    public static string Dotnet => System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Tests lie in artifacts/bin/PROJECT/CONFIGURATION, and so does the program.</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Geofed.Shell", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), "geofed.dll"));

    public static string Module { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "module", "Geofed", "Geofed.psd1"));

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<Ended> RunAsync(params string[] arguments) => RunAsync("", Patience, arguments);

    public Task<Ended> CommandAsync(string command) => RunAsync("-Command", command);

    /// <summary>Runs a script file of that text.</summary>
    public Task<Ended> ScriptAsync(string text, params string[] arguments) => RunAsync([Write("script.ps1", text), .. arguments]);

    public async Task<Ended> RunAsync(string input, TimeSpan patience, params string[] arguments)
    {
        using var process = Process.Start(Start(Dotnet, [Program, .. arguments]))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"geofed {string.Join(' ', arguments)} did not end within {patience.TotalSeconds:0} s.\n{await output}\n{await error}");
        }
        return new(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    public ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var name in NotInherited)
            start.Environment.Remove(name);
        (start.Environment["GEOFED_HOME"], start.Environment["TERM"]) = (Home, "xterm");
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }

    public async ValueTask DisposeAsync()
    {
        // A test that has another module in its place needs this one for that.
        Environment.Remove("GEOFED_MODULE");
        if (Directory.Exists(Home))
            await CommandAsync("Stop-GeofedServer");
        _folder.Delete(recursive: true);
    }
}

/// <summary>What a program left behind.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the output that are not empty.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- errors\n{Error}";
}
