namespace Geofed.Clusters.Pulumi;

/// <summary>Where the pulumi program is.</summary>
internal static class CliProgram
{
    /// <summary>Names a program to use instead of the one on the path.</summary>
    public const string Variable = "GEOFED_PULUMI";

    /// <summary>The absolute path.</summary>
    /// <exception cref="PulumiException"><see cref="PulumiErrorKind.CliMissing"/>.</exception>
    public static string Find(IReadOnlyDictionary<string, string> caller)
    {
        if (caller.TryGetValue(Variable, out var given) && given.Length > 0)
        {
            return IsProgram(given)
                ? Path.GetFullPath(given)
                : throw new PulumiException(PulumiErrorKind.CliMissing, $"{Variable} names '{given}', and that is no program that may be run", "Let it name the pulumi program, or unset it to use the one on the path.");
        }
        var name = OperatingSystem.IsWindows() ? "pulumi.exe" : "pulumi";
        var folders = caller.TryGetValue("PATH", out var path) ? path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        return folders.Select(f => Path.GetFullPath(Path.Combine(f, name))).FirstOrDefault(IsProgram)
            ?? throw new PulumiException(PulumiErrorKind.CliMissing, "the pulumi program is not on the path", $"Install it (https://www.pulumi.com/docs/install/), or let {Variable} name it.");
    }

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
