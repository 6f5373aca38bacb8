using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>Brings a stack in order whose last operation was cut off.</summary>
internal static class StackMending
{
    /// <param name="idOf">The provider's name for what the program creates, where it is known before; else null.</param>
    /// <param name="force">Takes off locks of others, too, who may still be at work.</param>
    /// <param name="tell">Hears what was done, for people.</param>
    /// <exception cref="PulumiException">Somebody is at work on it, or it cannot be found out.</exception>
    public static async Task MendAsync(PulumiStack stack, string what, Func<Urn, string?> idOf, bool force, Action<string> tell, IProgress<StackNews>? news, CancellationToken ct)
    {
        var state = await stack.ExportAsync(ct).ConfigureAwait(false);
        var created = state.Pending.Where(p => p.Operation == "creating").ToDictionary(p => p.Urn, p => p.Id ?? idOf(p.Urn));
        var found = created.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!);
        try
        {
            // What was being created may be there: it is looked for by the name that it would have.
            await UnlockedAsync(stack, force, tell, () => stack.RefreshAsync(new() { Message = "Geofed: repair", ImportPendingCreates = found }, new StackFollower(what, null, news), ct), ct).ConfigureAwait(false);
            foreach (var pending in state.Pending)
                tell($"'{what}': {pending} was cut off; the cloud was asked what became of it.");
        }
        catch (PulumiException e) when (found.Count > 0 && SaysThatItIsNotThere(e))
        {
            await stack.RefreshAsync(new() { Message = "Geofed: repair", ClearPendingCreates = true }, new StackFollower(what, null, news), ct).ConfigureAwait(false);
            tell($"'{what}': {string.Join(", ", found.Keys)} had not come to be; it is made anew.");
        }
    }

    /// <summary>Only then may it be forgotten: of what failed for another reason nobody knows whether it is there.</summary>
    private static bool SaysThatItIsNotThere(PulumiException failure) => failure.Failures.Select(f => f.Message).Append(failure.Reason).Append(failure.ErrorOutput)
        .Any(text => text.Contains("does not exist", StringComparison.OrdinalIgnoreCase) || text.Contains("not found", StringComparison.OrdinalIgnoreCase));

    private static async Task UnlockedAsync(PulumiStack stack, bool force, Action<string> tell, Func<Task> work, CancellationToken ct)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (PulumiException e) when (e.Kind == PulumiErrorKind.StackLocked && (force || e.Locks.Count > 0 && e.Locks.All(l => l.IsLeftBehind)))
        {
            await stack.CancelAsync(ct).ConfigureAwait(false);
            tell($"'{stack.Name.Stack}': the lock of {string.Join(", ", e.Locks)} is taken off.");
            await work().ConfigureAwait(false);
        }
    }
}
