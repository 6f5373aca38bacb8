using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Geofed.Clusters.Pulumi;

/// <summary>
/// Asks a running CLI to end in good order, at most once: running steps finish, no new ones begin, the state is saved. Where the CLI shares
/// the terminal's group (<see cref="OwnSession"/>), the terminal's own signal counts as the one.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const int SigInt = 2;
    private const uint CtrlBreak = 1;
    private readonly PosixSignalRegistration? _terminal;
    private int _given;

    public Interruption(bool sharesTerminal)
    {
        if (sharesTerminal)
            _terminal = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Interlocked.Exchange(ref _given, 1));
    }

    public bool WasGiven => Volatile.Read(ref _given) == 1;

    public void Give(Process process)
    {
        if (Interlocked.Exchange(ref _given, 1) == 1 || process.HasExited)
            return;
        if (OperatingSystem.IsWindows())
            _ = GenerateConsoleCtrlEvent(CtrlBreak, (uint)process.Id);
        else
            _ = Kill(process.Id, SigInt);
    }

    public void Dispose() => _terminal?.Dispose();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool GenerateConsoleCtrlEvent(uint ctrlEvent, uint processGroup);
}
