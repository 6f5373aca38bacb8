using Geofed.Client;

namespace Geofed.Server;

/// <summary>
/// A home that was deleted, or made anew for another server, while this one serves it: what this one would write is nowhere, and nobody finds it any more.
/// </summary>
internal static class HomeLoss
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>A folder on a network may be away for a while.</summary>
    private const int LooksInVain = 10;

    public static async Task UntilLostAsync(HomeFolder home, TimeProvider time, CancellationToken ct)
    {
        for (var inVain = 0; inVain < LooksInVain; inVain = IsOurs(home) ? 0 : inVain + 1)
            await Task.Delay(Look, time, ct).ConfigureAwait(false);
    }

    /// <summary>Whether the home's marks are those of this process.</summary>
    private static bool IsOurs(HomeFolder home) => File.Exists(home.LockFile) && (ServerState.Read(home.StateFile)?.ProcessId ?? Environment.ProcessId) == Environment.ProcessId;
}
