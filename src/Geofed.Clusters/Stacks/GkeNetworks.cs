using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Programs;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>The networks that the clusters of a project share, one stack each. A region is added before its first cluster, and goes with its last: NAT costs money.</summary>
internal sealed class GkeNetworks(HomeFolder home, TimeProvider time)
{
    public StackFolder Folder(string project) => new(Path.Combine(home.Folder, "pulumi", GkeNetworkProgram.ProjectName, project));

    public string LockFile(string project) => Path.Combine(home.Folder, "pulumi", $"{project}.lock");

    /// <exception cref="FormatException">What is known of it is damaged.</exception>
    public GkeNetworkSpec Find(string project) => Folder(project).Spec is { } spec ? GkeNetworkSpec.From(spec) : new(project);

    /// <summary>What the network is to be when it serves these clusters too.</summary>
    public GkeNetworkSpec Including(string project, IEnumerable<GkeClusterSpec> clusters) => clusters.Aggregate(Find(project), (network, cluster) => network.Including(cluster));

    /// <summary>Brings the network to where it serves these clusters of one project; does nothing when it does.</summary>
    /// <exception cref="PulumiException">It cannot be brought there.</exception>
    public async Task EnsureAsync(string project, IEnumerable<GkeClusterSpec> clusters, StackSession session, IProgress<StackNews>? news, CancellationToken ct)
    {
        using var mine = await StackLockFile.TakeAsync(LockFile(project), time, ct).ConfigureAwait(false);
        var wanted = Including(project, clusters);
        if (!IsAsWanted(wanted))
            await UpAsync(wanted, session, news, ct).ConfigureAwait(false);
    }

    /// <summary>Whether the network is what it is wanted to be, as far as is known here.</summary>
    public bool IsAsWanted(GkeNetworkSpec wanted) =>
        Folder(wanted.Project).Record is { Phase: StackPhase.Running } && JsonNode.DeepEquals(wanted.ToJson(), Find(wanted.Project).ToJson());

    /// <summary>Takes away what none of the clusters that are left needs; all of it when none is left.</summary>
    /// <returns>What was done, for people; null when nothing was.</returns>
    public async Task<string?> TrimAsync(string project, IReadOnlyList<GkeClusterSpec> left, IProgress<StackNews>? news, CancellationToken ct)
    {
        using var mine = await StackLockFile.TakeAsync(LockFile(project), time, ct).ConfigureAwait(false);
        return Folder(project).Exists ? await FitAsync(project, left, news, ct).ConfigureAwait(false) : null;
    }

    /// <summary>Mends a network whose last operation did not succeed, and brings it to what the clusters that are left need; deletes it when none is left.</summary>
    /// <param name="force">Takes off locks of others, too, who may still be at work.</param>
    /// <param name="tell">Hears what was done, for people.</param>
    /// <exception cref="PulumiException">Somebody is at work on it, or it cannot be brought there.</exception>
    public async Task RepairAsync(string project, IReadOnlyList<GkeClusterSpec> left, bool force, Action<string> tell, IProgress<StackNews>? news, CancellationToken ct)
    {
        using var mine = await StackLockFile.TakeAsync(LockFile(project), time, ct).ConfigureAwait(false);
        var (folder, spec) = (Folder(project), Find(project));
        if (!folder.Exists)
            return;
        if (File.Exists(Path.Combine(folder.Folder, StackProgram.ProjectFile)))
        {
            var stack = await StackSession.For(folder.Record, home, time).PrepareAsync(GkeNetworkProgram.Create(spec), project, "gcp", PluginVersions.Gcp, ct).ConfigureAwait(false);
            await StackMending.MendAsync(stack, What(project), _ => null, force, tell, news, ct).ConfigureAwait(false);
        }
        if (await FitAsync(project, left, news, ct).ConfigureAwait(false) is { } done)
            tell(done);
    }

    private async Task<string?> FitAsync(string project, IReadOnlyList<GkeClusterSpec> left, IProgress<StackNews>? news, CancellationToken ct)
    {
        var (folder, spec) = (Folder(project), Find(project));
        var session = StackSession.For(folder.Record, home, time);
        var regions = left.Select(c => c.Region).Distinct().Order(StringComparer.Ordinal).ToList();
        if (left.Count == 0)
        {
            await StackOperation.RunAsync(folder, StackPhase.Deleting, time, async record =>
            {
                await DestroyAsync(spec, session, news, ct).ConfigureAwait(false);
                return record;
            }, keep: false).ConfigureAwait(false);
            return $"The network '{spec.Name}' of {project} is deleted: it had no cluster left.";
        }
        // What the record does not say to be done was not: the regions are written down before Pulumi begins.
        var isDone = folder.Record is { Phase: StackPhase.Running };
        if (spec.Regions.SequenceEqual(regions))
        {
            if (!isDone)
                await UpAsync(spec, session, news, ct).ConfigureAwait(false);
            return isDone ? null : $"The network '{spec.Name}' of {project} is as its clusters need it.";
        }
        await UpAsync(spec with { Regions = regions }, session, news, ct).ConfigureAwait(false);
        return $"The network '{spec.Name}' of {project} has left {string.Join(", ", spec.Regions.Except(regions))}: it had no cluster left there.";
    }

    private async Task UpAsync(GkeNetworkSpec spec, StackSession session, IProgress<StackNews>? news, CancellationToken ct)
    {
        var folder = Folder(spec.Project);
        var program = GkeNetworkProgram.Create(spec);
        var isNew = folder.Record?.CreatedAt is null;
        var record = new StackRecord(isNew ? StackPhase.Creating : StackPhase.Updating, time.GetUtcNow())
        {
            ProcessId = Environment.ProcessId,
            CreatedAt = folder.Record?.CreatedAt,
            Backend = session.RecordedBackend,
            SecretsProvider = session.SecretsProvider,
        };
        folder.Spec = spec.ToJson();
        folder.Record = record;
        try
        {
            var stack = await session.PrepareAsync(program, spec.Project, "gcp", PluginVersions.Gcp, ct).ConfigureAwait(false);
            await stack.UpAsync(new() { Message = $"Geofed: regions {string.Join(", ", spec.Regions)}" }, new StackFollower(What(spec.Project), isNew ? program.Count : null, news), ct).ConfigureAwait(false);
            folder.Record = record with { Phase = StackPhase.Running, Since = time.GetUtcNow(), ProcessId = null, CreatedAt = record.CreatedAt ?? time.GetUtcNow() };
        }
        catch (Exception e) when (e is PulumiException or OperationCanceledException)
        {
            folder.Record = record.Ended(e, time);
            throw;
        }
    }

    private static string What(string project) => $"network of {project}";

    private async Task DestroyAsync(GkeNetworkSpec spec, StackSession session, IProgress<StackNews>? news, CancellationToken ct)
    {
        var stack = await session.PrepareAsync(GkeNetworkProgram.Create(spec with { DeletionProtection = false }), spec.Project, "gcp", PluginVersions.Gcp, ct).ConfigureAwait(false);
        await StackRemoval.RemoveAsync(stack, What(spec.Project), news, ct).ConfigureAwait(false);
    }
}
