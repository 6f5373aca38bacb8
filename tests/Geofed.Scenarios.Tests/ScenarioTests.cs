using Geofed.Running;

namespace Geofed.Scenarios.Tests;

/// <summary>
/// Runs the scripts of tests/scenarios, each in a home of its own: the built module in the hosted engine, with the real server process.
/// A scenario is a plain script that fails by <c>throw</c>. tests/Scenarios.Tests.ps1 runs the same ones in pwsh.
/// </summary>
public class ScenarioTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "scenarios");

    public static TheoryData<string> Names() => [.. Directory.GetFiles(Folder, "*.ps1").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_holds(string name)
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.RunAsync("", Patience, "-NonInteractive", "-File", Path.Combine(Folder, name + ".ps1"));
        Assert.True(ended.ExitCode == 0, ended.ToString());
    }
}
