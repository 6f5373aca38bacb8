using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Geofed.Bench;

/// <summary>Import-Module of Geofed against that of a binary module with one cmdlet that does nothing, each time in a fresh process.</summary>
internal static class ModuleImport
{
    public const string Argument = "--import";
    private const int Times = 7;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var (ours, empty) = (new List<double>(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            ours.Add(await InFreshProcessAsync(Built.Module, ct).ConfigureAwait(false));
            empty.Add(await InFreshProcessAsync(Built.File("EmptyModule", "EmptyModule.dll"), ct).ConfigureAwait(false));
        }
        return [new("module: Import-Module", Measurement.Median(ours), "ms", "an empty binary module", Measurement.Median(empty))];
    }

    /// <summary>The fresh process: imports one module into a session that has run something before, and writes the milliseconds.</summary>
    public static int Import(string module)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript("Get-Command Get-Help | Out-Null").Invoke();
        shell.Commands.Clear();
        shell.AddCommand("Import-Module").AddParameter("Name", module);
        var started = Stopwatch.GetTimestamp();
        shell.Invoke();
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (shell.HadErrors)
        {
            Console.Error.WriteLine(shell.Streams.Error[0]);
            return 1;
        }
        Console.WriteLine(elapsed.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<double> InFreshProcessAsync(string module, CancellationToken ct)
    {
        using var process = Process.Start(Built.Program(Built.Self, Argument, module))!;
        var output = await process.StandardOutput.ReadToEndAsync(ct).ConfigureAwait(false);
        await process.WaitForExitAsync(ct).ConfigureAwait(false);
        return process.ExitCode == 0 ? double.Parse(output.Trim(), CultureInfo.InvariantCulture) : throw new InvalidOperationException($"{module} could not be imported.");
    }
}
