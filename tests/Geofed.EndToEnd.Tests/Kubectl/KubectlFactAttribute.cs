namespace Geofed.EndToEnd.Tests.Kubectl;

/// <summary>A test that runs kubectl; skipped, and said to be, where there is none.</summary>
internal sealed class KubectlFactAttribute : FactAttribute
{
    private static readonly bool Installed = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl")));

    public KubectlFactAttribute()
    {
        if (!Installed)
            Skip = "kubectl is not on the path.";
    }
}
