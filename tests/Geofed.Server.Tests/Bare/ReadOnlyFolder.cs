using System.Diagnostics;

namespace Geofed.Server.Tests.Bare;

/// <summary>A folder that can only be read by one process and those that it starts, also by the superuser, to whom permissions are nothing.</summary>
internal static class ReadOnlyFolder
{
    /// <summary>What to put before a command so that it finds the folder in a mount of its own, which is read-only.</summary>
    public static string[] Command(string folder) =>
        ["unshare", "--map-root-user", "--mount", "bash", "-c", "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"", folder];

    public static bool CanBeMade()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/unshare"))
            return false;
        var folder = Directory.CreateTempSubdirectory("geofed-probe-");
        string[] command = [.. Command(folder.FullName), "true"];
        using var probe = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        probe.WaitForExit();
        folder.Delete();
        return probe.ExitCode == 0;
    }
}

/// <summary>A fact that needs a system on which a process may have mounts of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadOnlyFolderFactAttribute : FactAttribute
{
    private static readonly bool CanBeMade = ReadOnlyFolder.CanBeMade();

    public ReadOnlyFolderFactAttribute()
    {
        if (!CanBeMade)
            Skip = "this system does not let a process have mounts of its own (unshare --map-root-user --mount)";
    }
}
