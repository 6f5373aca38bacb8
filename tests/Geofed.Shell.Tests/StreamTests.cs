using Geofed.Running;

namespace Geofed.Shell.Tests;

/// <summary>What goes where.</summary>
public class StreamTests
{
    private const char Escape = '\e';

    [Theory]
    [InlineData("'before'; Get-Command nosuch; 'after'", "before\nafter\n", "nosuch")]
    [InlineData("'before'; throw 'the reason'", "before\n", "the reason")]
    [InlineData("if (", "", "Missing condition")]
    [InlineData("$Host.UI.WriteErrorLine('the line')", "", "the line")]
    public async Task Errors_go_to_standard_error(string script, string output, string error)
    {
        await using var geofed = new GeofedProcess();
        foreach (var ended in new[] { await geofed.ScriptAsync(script), await geofed.CommandAsync(script) })
        {
            Assert.True(output == ended.Output, ended.ToString());
            Assert.Contains(error, ended.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_other_streams_show_as_in_pwsh()
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.ScriptAsync("""
            [CmdletBinding()] param()
            $PSCmdlet.WriteWarning('one'); $PSCmdlet.WriteVerbose('two'); $PSCmdlet.WriteDebug('not shown'); $Host.UI.WriteLine('three')
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'not on a', 'terminal'))
            """, "-Verbose");
        Assert.Equal("WARNING: one\nVERBOSE: two\nthree\n", ended.Output);
        Assert.Equal("", ended.Error);
    }

    [Fact]
    public async Task Files_and_pipes_get_no_colours()
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.CommandAsync("Get-GeoRegion us-west1; \"$($PSStyle.Foreground.Red)red$($PSStyle.Reset)\"; Get-Command nosuch");
        Assert.Contains("The Dalles", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, ended.Output);
        Assert.DoesNotContain(Escape, ended.Error);
        Assert.Contains(Escape, (await geofed.CommandAsync("$PSStyle.OutputRendering = 'Ansi'; Get-GeoRegion us-west1")).Output);
    }

    [Fact]
    public async Task Tables_in_files_are_as_wide_everywhere()
    {
        await using var geofed = new GeofedProcess();
        Assert.Equal(["160"], (await geofed.CommandAsync("$Host.UI.RawUI.BufferSize.Width")).Lines);
    }
}
