namespace Geofed.PulumiDouble.Tests;

/// <summary>
/// Puts the double of Pulumi's CLI, and of gke-gcloud-auth-plugin, into a folder for PATH. For other test projects too, which link this file and
/// build Geofed.PulumiDouble first. The scripts are written once, before anything is started, and linked to: a script that is being written while
/// another test forks cannot be run ("text file busy").
/// </summary>
internal static class InstalledDouble
{
    private const string Plugin = "gke-gcloud-auth-plugin";
    private static readonly Lazy<string> Scripts = new(WriteScripts);

    /// <returns>The path of "pulumi" in the folder.</returns>
    public static string In(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { Plugin, "pulumi" })
            File.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine(Scripts.Value, name));
        return Path.Combine(folder, "pulumi");
    }

    private static string WriteScripts()
    {
        var library = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Geofed.PulumiDouble", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "pulumi.dll"));
        if (!File.Exists(library))
            throw new FileNotFoundException($"The double is not built: {library}");
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "double")).FullName;
        // "exec" keeps the process number, so that signals reach the double itself.
        Write(Path.Combine(folder, Plugin), $"#!/bin/sh\nexec '{Dotnet()}' '{library}' {Plugin} \"$@\"\n");
        Write(Path.Combine(folder, "pulumi"), $"#!/bin/sh\nexec '{Dotnet()}' '{library}' \"$@\"\n");
        return folder;
    }

    private static void Write(string path, string script)
    {
        File.WriteAllText(path, script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Dotnet() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));
}
