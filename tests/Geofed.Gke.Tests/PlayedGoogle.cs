using Geofed.PulumiDouble.Tests;
using Geofed.Running;

namespace Geofed.Gke.Tests;

/// <summary>The module as a user has it, with a pulumi and a Google Cloud that are played.</summary>
internal sealed class PlayedGoogle : IAsyncDisposable
{
    private readonly GeofedProcess _cloud = new();

    public PlayedGoogle()
    {
        var bin = Path.Combine(Geofed.Folder, "bin");
        Geofed.Environment["GEOFED_PULUMI"] = InstalledDouble.In(bin);
        Geofed.Environment["PATH"] = bin + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        Geofed.Environment["PULUMI_HOME"] = Path.Combine(Geofed.Folder, "pulumi-home");
        Geofed.Environment["PULUMI_DOUBLE_CLOUD"] = _cloud.Home;
        Geofed.Environment["PULUMI_DOUBLE_FAULTS"] = FaultsFile;
        Geofed.Environment["PULUMI_DOUBLE_LOG"] = LogFile;
    }

    public GeofedProcess Geofed { get; } = new();

    public string FaultsFile => Path.Combine(Geofed.Folder, "faults.json");

    private string LogFile => Path.Combine(Geofed.Folder, "calls.jsonl");

    /// <summary>Makes something go wrong from now on.</summary>
    public void Fault(string kind, string resource) => File.WriteAllText(FaultsFile, $$"""{"faults":[{"kind":"{{kind}}","resource":"{{resource}}"}]}""");

    /// <summary>The calls of pulumi so far, one JSON object each.</summary>
    public IReadOnlyList<string> Calls => File.Exists(LogFile) ? File.ReadAllLines(LogFile) : [];

    public async ValueTask DisposeAsync()
    {
        await Geofed.DisposeAsync();
        await _cloud.DisposeAsync();
    }
}
