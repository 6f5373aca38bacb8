using System.Runtime.InteropServices;

namespace Geofed.Server;

/// <summary>
/// Takes a process out of the terminal that it was started from: Ctrl+C, Ctrl+Z and the end of that terminal are for the commands in it,
/// not for a server that others use as well.
/// </summary>
internal static class OwnSession
{
    /// <summary>Windows needs none of this: a process without a window has a console of its own.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
            _ = BeginSession(); // Fails only for a process that leads its group, which nobody's terminal started.
    }

    [DllImport("libc", EntryPoint = "setsid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int BeginSession();
}
