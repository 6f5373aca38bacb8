namespace Geofed.PulumiDouble.Tests;

/// <summary>
/// Puts the double of Pulumi's CLI, and of gke-gcloud-auth-plugin, into a folder for PATH. For other test projects too, which link this file and
/// build Geofed.PulumiDouble first.
/// </summary>
internal static class InstalledDouble
{
    /// <returns>The path of "pulumi" in the folder.</returns>
    public static string In(string folder)
    {
        Directory.CreateDirectory(folder);
        var library = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Geofed.PulumiDouble", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "pulumi.dll"));
        if (!File.Exists(library))
            throw new FileNotFoundException($"The double is not built: {library}");
        // "exec" keeps the process number, so that signals reach the double itself.
        Write(Path.Combine(folder, "gke-gcloud-auth-plugin"), $"#!/bin/sh\nexec '{Dotnet()}' '{library}' gke-gcloud-auth-plugin \"$@\"\n");
        return Write(Path.Combine(folder, "pulumi"), $"#!/bin/sh\nexec '{Dotnet()}' '{library}' \"$@\"\n");
    }

    private static string Write(string path, string script)
    {
        File.WriteAllText(path, script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static string Dotnet() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));
}
