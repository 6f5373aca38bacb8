using Geofed.Running;

namespace Geofed.Shell.Tests;

/// <summary>Questions that a command asks.</summary>
public class QuestionTests
{
    private const string Asking = """
        [CmdletBinding(SupportsShouldProcess)] param()
        foreach ($i in 1..3) { if ($PSCmdlet.ShouldProcess("thing $i", 'Change')) { "changed $i" } }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("y n y", "changed 1", "changed 3")]
    [InlineData("n a", "changed 2", "changed 3")]
    [InlineData("y l", "changed 1")]
    [InlineData("? yes what no no", "changed 1")]
    public async Task Confirm_asks(string answers, params string[] expected)
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.RunAsync(answers.Replace(' ', '\n') + "\n", Patience, geofed.Write("ask.ps1", Asking), "-Confirm");
        Assert.Contains("[Y] Yes  [A] Yes to All  [N] No  [L] No to All", ended.Output, StringComparison.Ordinal);
        Assert.True(expected.SequenceEqual(ended.Lines.Select(line => line[(line.LastIndexOf(": ", StringComparison.Ordinal) is >= 0 and var end ? end + 2 : 0)..]).Where(line => line.StartsWith("changed", StringComparison.Ordinal))), ended.ToString());
    }

    [Fact]
    public async Task Where_nobody_answers_it_says_so()
    {
        await using var geofed = new GeofedProcess();
        var script = geofed.Write("ask.ps1", Asking);
        foreach (var ended in new[] { await geofed.RunAsync(script, "-Confirm"), await geofed.RunAsync("y\n", Patience, "-NonInteractive", script, "-Confirm") })
        {
            Assert.DoesNotContain("changed", ended.Output, StringComparison.Ordinal);
            Assert.Contains("-Confirm:$false", ended.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_missing_parameter_is_asked_for()
    {
        await using var geofed = new GeofedProcess();
        var script = geofed.Write("ask.ps1", "param([Parameter(Mandatory)] [string] $Name) \"named $Name\"");
        Assert.EndsWith("Name: named serve\n", (await geofed.RunAsync("serve\n", Patience, script)).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await geofed.RunAsync("-NonInteractive", script)).ExitCode);
    }
}
