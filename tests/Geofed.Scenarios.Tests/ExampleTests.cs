using System.Diagnostics;
using Geofed.Running;

namespace Geofed.Scenarios.Tests;

/// <summary>The examples; the README's also when it is interrupted, and run again over what that left.</summary>
public class ExampleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "examples");
    private static readonly string Example = Path.Combine(Folder, "geo-ai.ps1");

    [Theory]
    [InlineData("training")]
    [InlineData("follow-the-users")]
    public async Task It_leaves_nothing_behind(string name)
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.RunAsync("", Patience + Patience, "-NonInteractive", "-File", Path.Combine(Folder, name + ".ps1"));
        Assert.True(ended.ExitCode == 0 && ended.Lines[^1] == "Done: nothing is left running.", ended.ToString());
        Assert.DoesNotContain((await geofed.RunAsync("", Patience, "-NonInteractive", "-Command", "Get-Federation; Get-GeoCluster")).Lines, line => line.Length > 0);
    }

    /// <summary>Each run finds what the one before it left when it was killed, and comes further.</summary>
    [Fact]
    public async Task It_works_again_after_it_was_killed_half_way()
    {
        await using var geofed = new GeofedProcess();
        foreach (var reached in new[] { "== 2.", "== 3.", "== 5." })
            await KillAsync(geofed, reached);
        for (var time = 0; time < 2; time++)
        {
            var ended = await geofed.RunAsync("", Patience, "-NonInteractive", "-File", Example);
            Assert.True(ended.ExitCode == 0 && ended.Lines[^1] == "Done: nothing is left running.", ended.ToString());
        }
    }

    private static async Task KillAsync(GeofedProcess geofed, string reached)
    {
        using var example = Process.Start(geofed.Start(GeofedProcess.Dotnet, [GeofedProcess.Program, "-NonInteractive", "-File", Example]))!;
        example.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        string? line;
        do
            line = await example.StandardOutput.ReadLineAsync(limit.Token);
        while (line?.StartsWith(reached, StringComparison.Ordinal) == false);
        Assert.NotNull(line);
        example.Kill();
        await example.WaitForExitAsync(limit.Token);
    }
}
