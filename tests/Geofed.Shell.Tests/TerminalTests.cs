using System.Diagnostics;
using Geofed.Running;

namespace Geofed.Shell.Tests;

/// <summary>The prompt, and Ctrl+C, on a real terminal.</summary>
public class TerminalTests
{
    private const string Ready = "> ";
    private const string CtrlC = "\u0003";
    private const string CtrlD = "\u0004";
    private const string Up = "\e[A";
    private const string Left = "\e[D";

    [TerminalFact]
    public async Task The_prompt_edits_remembers_completes_and_goes_on_after_errors()
    {
        await using var geofed = new GeofedProcess();
        await using var terminal = Terminal.Open(geofed);
        await terminal.SeeAsync(Ready);
        await terminal.TypeAsync($"'a' + 'c'{Left}{Left}b\r");
        await terminal.SeeAsync("\nabc");
        await terminal.TypeAsync("throw 'the reason'\r");
        await terminal.SeeAsync("Exception: the reason");
        await terminal.TypeAsync("if ($true) {\r");
        await terminal.SeeAsync(">> ");
        await terminal.TypeAsync("'mul' + 'ti'\r}\r");
        await terminal.SeeAsync("\nmulti");
        await terminal.TypeAsync($"{Up}{Up}{Up}{Up}\r"); // }, 'mul' …, if …, throw …
        await terminal.SeeAsync("Exception: the reason");
        await terminal.TypeAsync("Get-GeoReg\t us-west1\r");
        await terminal.SeeAsync("\nus-west1 The Dalles");
        await terminal.TypeAsync("exit 5\r");
        Assert.Equal(5, await terminal.EndAsync());
    }

    [TerminalFact]
    public async Task Ctrl_C_at_the_prompt_drops_what_was_typed()
    {
        await using var geofed = new GeofedProcess();
        await using var terminal = Terminal.Open(geofed);
        await terminal.SeeAsync(Ready);
        await terminal.TypeAsync("if ($true) {\r");
        await terminal.SeeAsync(">> ");
        await terminal.TypeAsync($"'not' + 'run'{CtrlC}'next' + 'line'\r");
        await terminal.SeeAsync("\nnextline");
        await terminal.TypeAsync(CtrlD);
        Assert.Equal(0, await terminal.EndAsync());
    }

    [TerminalFact]
    public async Task Ctrl_C_ends_a_running_cmdlet_at_once()
    {
        await using var geofed = new GeofedProcess();
        await using var terminal = HangingStart(geofed);
        await terminal.SeeAsync("Starting the server"); // The progress line, which there is on a terminal.
        var began = Stopwatch.GetTimestamp();
        await terminal.TypeAsync(CtrlC);
        Assert.Equal(130, await terminal.EndAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(25)); // Left alone, it waits 30 s.
        Assert.True(File.Exists(Path.Combine(geofed.Folder, "cleaned-up")), "finally blocks run");
    }

    [TerminalFact]
    public async Task Ctrl_C_at_the_prompt_ends_only_the_command()
    {
        await using var geofed = new GeofedProcess();
        await using var terminal = Terminal.Open(geofed);
        await terminal.SeeAsync(Ready);
        await terminal.TypeAsync("'run' + 'ning'; while ($true) { }\r");
        await terminal.SeeAsync("\nrunning");
        await terminal.TypeAsync(CtrlC);
        await terminal.SeeAsync(Ready);
        await terminal.TypeAsync("'still' + 'here'\r");
        await terminal.SeeAsync("\nstillhere");
    }

    [TerminalFact]
    public async Task The_server_outlives_Ctrl_C_and_the_terminal()
    {
        await using var geofed = new GeofedProcess();
        await using (var terminal = Terminal.Open(geofed))
        {
            await terminal.SeeAsync(Ready);
            await terminal.TypeAsync("$null = Start-GeofedServer; 'run' + 'ning'; while ($true) { }\r");
            await terminal.SeeAsync("running");
            await terminal.TypeAsync(CtrlC);
            await terminal.SeeAsync(Ready);
            await terminal.TypeAsync("'it is ' + (Get-GeofedServer).Status\r");
            await terminal.SeeAsync("it is Running");
        }
        Assert.Equal(["Running"], (await geofed.CommandAsync("(Get-GeofedServer).Status")).Lines);
    }

    /// <summary>Starts a server that never answers.</summary>
    private static Terminal HangingStart(GeofedProcess geofed)
    {
        var program = geofed.Write("hanging-server", "#!/bin/sh\nexec sleep 60\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        geofed.Environment["GEOFED_SERVER"] = program;
        return Terminal.Open(geofed, geofed.Write("start.ps1", "try { Start-GeofedServer } finally { [IO.File]::WriteAllText(\"$PSScriptRoot/cleaned-up\", '') }"));
    }
}
