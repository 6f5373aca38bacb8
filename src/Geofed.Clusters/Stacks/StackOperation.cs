using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>An operation on a stack, with its record before and after.</summary>
internal static class StackOperation
{
    /// <param name="work">Does it, and returns what is known of the stack then.</param>
    /// <param name="keep">False for what ends with the stack itself: nothing is then written down.</param>
    public static async Task RunAsync(StackFolder folder, StackPhase phase, TimeProvider time, Func<StackRecord, Task<StackRecord>> work, bool keep = true)
    {
        var record = (folder.Record ?? new(phase, default)).Begun(phase, time);
        folder.Record = record;
        try
        {
            var done = await work(record).ConfigureAwait(false);
            if (keep)
                folder.Record = done with { Phase = StackPhase.Running, Since = time.GetUtcNow(), ProcessId = null, Message = null, Drift = [] };
        }
        catch (Exception e) when (e is PulumiException or OperationCanceledException or FormatException)
        {
            folder.Record = record.Ended(e, time);
            throw;
        }
    }
}
