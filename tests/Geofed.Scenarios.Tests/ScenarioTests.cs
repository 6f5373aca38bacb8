using Geofed.Running;

namespace Geofed.Scenarios.Tests;

/// <summary>
/// Runs the scripts of tests/scenarios, each in a home of its own: the built module in the hosted engine, with the real server process.
/// A scenario is a plain script that fails by <c>throw</c>. tests/Scenarios.Tests.ps1 runs the same ones in pwsh.
/// They run in rows side by side, for they mostly wait.
/// </summary>
public abstract class ScenarioTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "scenarios");

    /// <param name="row">0, 1 or 2.</param>
    protected static TheoryData<string> Row(int row) =>
        [.. Directory.GetFiles(Folder, "*.ps1").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal).Where((_, i) => i % 3 == row)];

    protected static async Task HoldsAsync(string name)
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.RunAsync("", Patience, "-NonInteractive", "-File", Path.Combine(Folder, name + ".ps1"));
        Assert.True(ended.ExitCode == 0, ended.ToString());
    }
}

public class FirstRowOfScenarioTests : ScenarioTests
{
    public static TheoryData<string> Names() => Row(0);

    [Theory]
    [MemberData(nameof(Names))]
    public Task It_holds(string name) => HoldsAsync(name);
}

public class SecondRowOfScenarioTests : ScenarioTests
{
    public static TheoryData<string> Names() => Row(1);

    [Theory]
    [MemberData(nameof(Names))]
    public Task It_holds(string name) => HoldsAsync(name);
}

public class ThirdRowOfScenarioTests : ScenarioTests
{
    public static TheoryData<string> Names() => Row(2);

    [Theory]
    [MemberData(nameof(Names))]
    public Task It_holds(string name) => HoldsAsync(name);
}
