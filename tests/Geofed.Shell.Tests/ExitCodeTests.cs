using Geofed.Running;

namespace Geofed.Shell.Tests;

/// <summary>Exit codes are those of pwsh.</summary>
public class ExitCodeTests
{
    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("function f { exit 4 }; f; 'not reached'", 4)]
    [InlineData("& { exit 6 }", 6)]
    [InlineData("throw 'no'", 1)]
    [InlineData("if (", 1)]
    [InlineData("param([int] $Count = 'many')", 1)]
    [InlineData("Get-Command nosuch; 'goes on'", 0)]
    [InlineData("Get-Command nosuch", 0)] // An error that does not end the script does not count.
    [InlineData("dotnet nosuch-command 2>&1 | Out-Null", 0)] // Nor does a program's exit code, unless the script exits with it.
    [InlineData("dotnet nosuch-command 2>&1 | Out-Null; exit $LASTEXITCODE", 1)]
    [InlineData("$Host.SetShouldExit(9)", 9)]
    public async Task Of_a_script_file(string script, int expected)
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.ScriptAsync(script);
        Assert.True(expected == ended.ExitCode, ended.ToString());
        Assert.DoesNotContain("not reached", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'no'", 1)]
    [InlineData("if (", 1)]
    [InlineData("Get-Command nosuch; 'the last one counts'", 0)]
    [InlineData("'the last one counts'; Get-Command nosuch", 1)]
    [InlineData("dotnet nosuch-command 2>&1 | Out-Null", 1)]
    public async Task Of_a_command(string command, int expected)
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.CommandAsync(command);
        Assert.True(expected == ended.ExitCode, ended.ToString());
    }

    [Theory]
    [InlineData("nosuch.ps1", "There is no script file 'nosuch.ps1'.")]
    [InlineData("-Bogus", "'-Bogus' is not an option")]
    [InlineData("-Command", "-Command needs a command")]
    public async Task Of_a_wrong_command_line(string argument, string expected)
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.RunAsync(argument);
        Assert.Equal((64, ""), (ended.ExitCode, ended.Output));
        Assert.StartsWith(expected, ended.Error, StringComparison.Ordinal);
    }
}
