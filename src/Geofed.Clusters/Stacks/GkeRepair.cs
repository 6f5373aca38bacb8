using Geofed.Clusters.Gke;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>Mends a cluster whose last operation was cut off: finds out what there is, and goes on.</summary>
public sealed class GkeRepair(GkeClusters clusters)
{
    /// <summary>Brings the stack in order. <see cref="GkeClusters.UpAsync"/> then goes on with what is missing.</summary>
    /// <param name="force">Takes off locks of others, too, who may still be at work.</param>
    /// <param name="tell">Hears what was done, for people.</param>
    /// <exception cref="PulumiException">Somebody is at work on it, or it cannot be found out.</exception>
    public async Task MendAsync(string name, bool force, Action<string> tell, IProgress<StackNews>? news, CancellationToken ct)
    {
        var stack = await clusters.Session(name).PrepareAsync(clusters.Program(name), name, "gcp", Programs.PluginVersions.Gcp, ct).ConfigureAwait(false);
        var state = await stack.ExportAsync(ct).ConfigureAwait(false);
        var spec = clusters.Spec(name)!;
        var created = state.Pending.Where(p => p.Operation == "creating").ToDictionary(p => p.Urn, p => p.Id ?? CloudId(spec, p.Urn));
        var found = created.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!);
        try
        {
            // What was being created may be there: it is looked for by the name that it would have.
            await UnlockedAsync(stack, force, tell, () => stack.RefreshAsync(new() { Message = "Geofed: repair", ImportPendingCreates = found }, new StackFollower(name, null, news), ct), ct).ConfigureAwait(false);
            foreach (var pending in state.Pending)
                tell($"'{name}': {pending} was cut off; the cloud was asked what became of it.");
        }
        catch (PulumiException e) when (found.Count > 0 && e.Kind is PulumiErrorKind.UpdateFailed or PulumiErrorKind.CommandFailed)
        {
            await stack.RefreshAsync(new() { Message = "Geofed: repair", ClearPendingCreates = true }, new StackFollower(name, null, news), ct).ConfigureAwait(false);
            tell($"'{name}': {string.Join(", ", found.Keys)} had not come to be; it is made anew.");
        }
    }

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

    /// <summary>How Google's provider names what a cluster's program creates, for what has a name that is known before.</summary>
    private static string? CloudId(GkeClusterSpec spec, Urn urn) => urn.Type switch
    {
        "gcp:container/cluster:Cluster" => $"projects/{spec.Project}/locations/{spec.Location}/clusters/{spec.Name}",
        "gcp:container/nodePool:NodePool" => spec.NodePools.FirstOrDefault(p => urn.Name == "pool-" + p.Name) is { } pool ? $"{spec.Project}/{spec.Location}/{spec.Name}/{pool.Name}" : null,
        _ => null,
    };
}
