using Geofed.Client;

namespace Geofed.Clusters.Stacks;

/// <summary>Lets one process of this home at a time decide about the clusters of a project: which addresses they get, and what their network has.</summary>
internal static class StackLockFile
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public static async Task<ServerLock> TakeAsync(string path, TimeProvider time, CancellationToken ct)
    {
        while (true)
        {
            if (ServerLock.TryTake(path) is { } mine)
                return mine;
            await Task.Delay(Step, time, ct).ConfigureAwait(false);
        }
    }
}
