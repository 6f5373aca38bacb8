using System.Diagnostics;

namespace Geofed.Bench;

/// <summary>The programs that are measured, built beside this one in artifacts/bin/PROJECT/CONFIGURATION.</summary>
internal static class Built
{
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory);
    private static readonly string Configuration = Here.Name;

    public static string File(string project, string name) => Path.Combine(Here.Parent!.Parent!.FullName, project, Configuration, name);

    /// <summary>This program.</summary>
    public static string Self => Path.Combine(Here.FullName, "Geofed.Bench.dll");

    /// <summary>The module as it ships.</summary>
    public static string Module => Path.Combine(Here.Parent!.Parent!.Parent!.FullName, "module", "Geofed", "Geofed.psd1");

    /// <summary>A program of these, not started yet.</summary>
    public static ProcessStartInfo Program(string library, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [library, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        return start;
    }

    /// <summary>Runs a script in Geofed.Shell, in a process of its own.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunScriptAsync(string home, string script, CancellationToken ct)
    {
        var start = Program(File("Geofed.Shell", "geofed.dll"), "-Command", script);
        start.Environment["GEOFED_HOME"] = home;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct).ConfigureAwait(false);
        return process.ExitCode == 0 ? await output.ConfigureAwait(false) : throw new InvalidOperationException($"The script failed: {await errors.ConfigureAwait(false)}");
    }
}
