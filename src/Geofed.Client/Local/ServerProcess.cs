using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Geofed.Client;

/// <summary>Another process of this machine, by its number.</summary>
public static class ServerProcess
{
    private const int SigTerm = 15;

    /// <summary>Whether there is a process of this number.</summary>
    public static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Asks it to end. Windows has no signal to ask with; the store loses nothing when it is killed.</summary>
    public static void Terminate(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            if (OperatingSystem.IsWindows())
                process.Kill();
            else
                _ = SendSignal(processId, SigTerm);
        }
        catch (ArgumentException)
        {
            // It has just ended by itself.
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
