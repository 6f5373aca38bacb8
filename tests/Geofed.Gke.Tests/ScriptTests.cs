namespace Geofed.Gke.Tests;

/// <summary>Runs the scripts of the folder scripts, each against a played pulumi and Google Cloud of its own. A script fails by <c>throw</c>.</summary>
public class ScriptTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "scripts");

    public static TheoryData<string> Names() => [.. Directory.GetFiles(Folder, "*.ps1").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_holds(string name)
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var google = new PlayedGoogle();
        var ended = await google.Geofed.RunAsync("", Patience, "-NonInteractive", "-File", Path.Combine(Folder, name + ".ps1"));
        Assert.True(ended.ExitCode == 0, $"{ended}\n{string.Join('\n', google.Calls.TakeLast(5))}");
    }
}
