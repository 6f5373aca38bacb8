using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>Deletes the resources of a stack, and the stack.</summary>
internal static class StackRemoval
{
    /// <param name="stack">Its program no longer protects anything.</param>
    public static async Task RemoveAsync(PulumiStack stack, string what, IProgress<StackNews>? news, CancellationToken ct)
    {
        var state = await stack.ExportAsync(ct).ConfigureAwait(false);
        var there = state.Resources.Where(r => !r.Urn.IsRoot).ToList();
        if (there.Count > 0)
        {
            // Protection is in the state: only an update takes it off. Of what is there alone, for it must not go on with what failed.
            var guarded = there.Where(r => r.IsProtected || r.Inputs["deletionProtection"] is not null).Select(r => r.Urn).ToList();
            if (guarded.Count > 0)
                await stack.UpAsync(new() { Message = "Geofed: protection off", Targets = guarded }, new StackFollower(what, null, news), ct).ConfigureAwait(false);
            await stack.DestroyAsync(new() { Message = "Geofed: removed", Refresh = state.Pending.Count > 0 }, new StackFollower(what, there.Count, news), ct).ConfigureAwait(false);
        }
        await stack.RemoveAsync(force: false, ct).ConfigureAwait(false);
    }
}
