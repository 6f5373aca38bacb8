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
        var folder = Folder(project);
        if (!folder.Exists)
            return null;
        var (spec, session) = (Find(project), StackSession.For(folder.Record, home, time));
        var regions = left.Select(c => c.Region).Distinct().Order(StringComparer.Ordinal).ToList();
        if (left.Count == 0)
        {
            await DestroyAsync(spec, session, news, ct).ConfigureAwait(false);
            return $"The network '{spec.Name}' of {project} is deleted: it had no cluster left.";
        }
        if (spec.Regions.SequenceEqual(regions))
            return null;
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
            await stack.UpAsync(new() { Message = $"Geofed: regions {string.Join(", ", spec.Regions)}" }, new StackFollower($"network of {spec.Project}", isNew ? program.Count : null, news), ct).ConfigureAwait(false);
            folder.Record = record with { Phase = StackPhase.Running, Since = time.GetUtcNow(), ProcessId = null, CreatedAt = record.CreatedAt ?? time.GetUtcNow() };
        }
        catch (Exception e) when (e is PulumiException or OperationCanceledException)
        {
            folder.Record = record.Ended(e, time);
            throw;
        }
    }

    private async Task DestroyAsync(GkeNetworkSpec spec, StackSession session, IProgress<StackNews>? news, CancellationToken ct)
    {
        var stack = await session.PrepareAsync(GkeNetworkProgram.Create(spec with { DeletionProtection = false }), spec.Project, "gcp", PluginVersions.Gcp, ct).ConfigureAwait(false);
        await StackRemoval.RemoveAsync(stack, $"network of {spec.Project}", news, ct).ConfigureAwait(false);
    }
}
