using System.Globalization;

namespace Geofed.Client;

/// <summary>
/// The processes that stand by for a home's server. Each holds a lock file under its own number as long as it waits, so that a stop finds it:
/// else it would take the place of the one that was stopped.
/// </summary>
public static class Standbys
{
    private const string Prefix = "standby-";
    private const string Suffix = ".lock";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    /// <summary>Marks this process as standing by, until the mark is disposed of.</summary>
    public static async Task<ServerLock> JoinAsync(HomeFolder home, TimeProvider time, CancellationToken ct)
    {
        var path = Path.Combine(home.Folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}{Suffix}"));
        while (true)
        {
            // In the way of the own mark is at most somebody who looks at it.
            if (ServerLock.TryTake(path) is { } mark)
                return mark;
            await Task.Delay(Step, time, ct).ConfigureAwait(false);
        }
    }

    /// <summary>The numbers of those that stand by now. What those left that have ended is swept away.</summary>
    public static IReadOnlyList<int> Of(HomeFolder home)
    {
        var waiting = new List<int>();
        if (!Directory.Exists(home.Folder))
            return waiting;
        foreach (var path in Directory.EnumerateFiles(home.Folder, Prefix + "*" + Suffix))
        {
            if (!int.TryParse(Path.GetFileName(path)[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var processId))
                continue;
            if (ServerLock.IsTaken(path))
                waiting.Add(processId);
            else if (!ServerProcess.IsAlive(processId))
                Sweep(path);
        }
        return waiting;
    }

    private static void Sweep(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // Somebody else looks at it now, and sweeps as well.
        }
    }
}
