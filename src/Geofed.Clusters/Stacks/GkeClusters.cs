using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Programs;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>
/// GKE clusters, one Pulumi stack each. What is known of them lies beside the programs in their work folders, so that looking needs no pulumi; what changes them goes through it.
/// </summary>
/// <param name="backend">For new clusters: where their states are kept; null for PULUMI_BACKEND_URL, or a folder of the home.</param>
/// <param name="secretsProvider">For new clusters; null for the backend's own.</param>
public sealed class GkeClusters(HomeFolder home, TimeProvider time, string? backend = null, string? secretsProvider = null)
{
    private readonly GkeNetworks _networks = new(home, time);

    private string Root => Path.Combine(home.Folder, "pulumi", GkeClusterProgram.ProjectName);

    /// <summary>All clusters that are known here, by name.</summary>
    public IReadOnlyList<GeoCluster> List() => [.. Folders().Select(View)];

    public GeoCluster? Find(string name) => Folders().Where(f => Path.GetFileName(f.Folder).Equals(name, StringComparison.OrdinalIgnoreCase)).Select(View).FirstOrDefault();

    /// <summary>What a cluster shall be; null when there is none of that name.</summary>
    /// <exception cref="FormatException">What is known of it is damaged, or of a newer version.</exception>
    public GkeClusterSpec? Spec(string name) => Folder(name).Spec is { } spec ? GkeClusterSpec.From(spec) : null;

    /// <summary>Takes in what clusters shall be: checks it, and gives each its addresses. They are Pending from then on.</summary>
    /// <param name="transforms">Changes of the programs (RFC 7386), by name of the cluster.</param>
    /// <exception cref="InvalidClusterSpecException">A rule of Google Cloud's is broken, or the network has no addresses left.</exception>
    public async Task<IReadOnlyList<GkeClusterSpec>> AcceptAsync(IReadOnlyList<GkeClusterSpec> clusters, IReadOnlyDictionary<string, JsonObject> transforms, CancellationToken ct)
    {
        var accepted = new List<GkeClusterSpec>();
        foreach (var group in clusters.GroupBy(c => c.Project))
        {
            using var mine = await StackLockFile.TakeAsync(_networks.LockFile(group.Key), time, ct).ConfigureAwait(false);
            foreach (var cluster in WithSlots(group))
            {
                var (folder, session) = (Folder(cluster.Name), Session(cluster.Name));
                folder.Spec = cluster.ToJson();
                folder.Transform = transforms.GetValueOrDefault(cluster.Name);
                folder.Record = (folder.Record ?? new(StackPhase.Pending, default) { Backend = session.RecordedBackend, SecretsProvider = session.SecretsProvider })
                    .Begun(StackPhase.Pending, time);
                accepted.Add(cluster);
            }
        }
        return accepted;
    }

    /// <summary>The same clusters with addresses of their own, and checked; nothing is written.</summary>
    /// <exception cref="InvalidClusterSpecException">A rule of Google Cloud's is broken, or the network has no addresses left.</exception>
    public IReadOnlyList<GkeClusterSpec> WithSlots(IEnumerable<GkeClusterSpec> clusters)
    {
        var taken = Specs().ToDictionary(s => s.Name, s => (s.Project, s.AddressSlot));
        var placed = new List<GkeClusterSpec>();
        foreach (var cluster in clusters)
        {
            var network = _networks.Including(cluster.Project, [cluster]);
            var slot = taken.TryGetValue(cluster.Name, out var had) && had.Project == cluster.Project ? had.AddressSlot
                : network.Addresses.FreeSlot(taken.Values.Where(t => t.Project == cluster.Project).Select(t => t.AddressSlot))
                    ?? throw new InvalidClusterSpecException($"Cluster '{cluster.Name}'", nameof(cluster.AddressSlot), $"The network '{network.Name}' of {cluster.Project} has addresses for {network.Addresses.Capacity} clusters, and all are taken.");
            taken[cluster.Name] = (cluster.Project, slot);
            var one = cluster with { AddressSlot = slot };
            GkeClusterProgram.Create(one, network);
            placed.Add(one);
        }
        return placed;
    }

    /// <summary>Brings the networks to where they serve the clusters.</summary>
    /// <exception cref="PulumiException">One cannot be brought there; its clusters are then Failed.</exception>
    public async Task EnsureNetworkAsync(string project, IReadOnlyList<GkeClusterSpec> clusters, IProgress<StackNews>? news, CancellationToken ct)
    {
        try
        {
            await _networks.EnsureAsync(project, clusters, Session(clusters[0].Name), news, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is PulumiException or OperationCanceledException)
        {
            foreach (var folder in clusters.Select(c => Folder(c.Name)))
                folder.Record = folder.Record!.Ended(e, time);
            throw;
        }
    }

    /// <summary>Brings a cluster to what it shall be. Its network serves it already.</summary>
    /// <exception cref="PulumiException">It cannot be brought there; what was done is kept, and the same call goes on from there.</exception>
    public Task<GeoCluster> UpAsync(string name, string why, IProgress<StackNews>? news, CancellationToken ct)
    {
        var folder = Folder(name);
        var isNew = folder.Record?.CreatedAt is null;
        return OperateAsync(folder, isNew ? StackPhase.Creating : StackPhase.Updating, async record =>
        {
            var (spec, program) = (Spec(name)!, Program(name));
            var stack = await Session(name).PrepareAsync(program, name, "gcp", PluginVersions.Gcp, ct).ConfigureAwait(false);
            await stack.UpAsync(new() { Message = "Geofed: " + why }, new StackFollower(name, isNew ? program.Count : null, news), ct).ConfigureAwait(false);
            return await KeepOutputsAsync(stack, spec, record, ct).ConfigureAwait(false) with { CreatedAt = record.CreatedAt ?? time.GetUtcNow() };
        });
    }

    /// <summary>The program of a cluster that is known, as Pulumi gets it.</summary>
    public StackProgram Program(string name)
    {
        var (folder, spec) = (Folder(name), Spec(name)!);
        return folder.Apply(GkeClusterProgram.Create(spec, _networks.Including(spec.Project, [spec])));
    }

    /// <summary>The program of a cluster that is only thought of, before a person changed it.</summary>
    public StackProgram Draft(GkeClusterSpec spec) => GkeClusterProgram.Create(spec, _networks.Including(spec.Project, [spec]));

    /// <summary>What a person wants to have otherwise in the program; null for nothing.</summary>
    public JsonObject? Transform(string name) => Folder(name).Transform;

    /// <summary>Writes a cluster's program into a folder, with the settings of its stack.</summary>
    public DirectoryInfo Export(string name, string target)
    {
        var program = Program(name);
        Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(target, StackProgram.ProjectFile), program.ProjectYaml);
        File.WriteAllText(Path.Combine(target, StackProgram.MainFile), program.MainJson);
        var settings = $"Pulumi.{name}.yaml";
        if (File.Exists(Path.Combine(Folder(name).Folder, settings)))
            PrivateFile.Write(Path.Combine(target, settings), File.ReadAllText(Path.Combine(Folder(name).Folder, settings)));
        return new(target);
    }

    /// <summary>Puts another spec in the place of a cluster's; <see cref="UpAsync"/> brings the cluster there.</summary>
    public void Put(GkeClusterSpec spec) => Folder(spec.Name).Spec = spec.ToJson();

    /// <summary>Asks Pulumi and the cloud how a cluster is: what is not as it was made, and what was left half done.</summary>
    public async Task<GeoCluster> RefreshAsync(string name, CancellationToken ct)
    {
        var folder = Folder(name);
        var record = folder.Record;
        if (record is null or { CreatedAt: null } or { IsWork: true })
            return View(folder);
        var stack = await Session(name).OpenAsync(GkeClusterProgram.ProjectName, name, ct).ConfigureAwait(false);
        stack.Workspace.Write(Program(name));
        var state = await stack.ExportAsync(ct).ConfigureAwait(false);
        var drift = await stack.PreviewRefreshAsync(null, ct).ConfigureAwait(false);
        var kept = await KeepOutputsAsync(stack, Spec(name)!, record, ct).ConfigureAwait(false);
        folder.Record = state.Pending.Count > 0
            ? kept with { Phase = StackPhase.Failed, Message = $"Cut off while {string.Join(", ", state.Pending)}. Repair-GeoCluster {name} finds out what there is." }
            : kept with { Phase = record.Phase, Message = record.Message, Drift = [.. drift.Changes.Where(c => !c.Urn.IsRoot).Select(c => DriftText.Of(c))] };
        return View(folder);
    }

    /// <summary>Deletes a cluster with its stack.</summary>
    /// <param name="force">Takes the protection off first.</param>
    /// <exception cref="ClusterProtectedException">It is protected, and <paramref name="force"/> is not given.</exception>
    public async Task RemoveAsync(string name, bool force, IProgress<StackNews>? news, CancellationToken ct)
    {
        var (folder, spec) = (Folder(name), Spec(name)!);
        if (spec.DeletionProtection && !force && folder.Record?.CreatedAt is not null)
            throw new ClusterProtectedException(name);
        Put(spec with { DeletionProtection = false });
        await OperateAsync(folder, StackPhase.Deleting, async record =>
        {
            // What was never given to Pulumi is in no backend.
            if (File.Exists(Path.Combine(folder.Folder, StackProgram.ProjectFile)))
            {
                var stack = await Session(name).PrepareAsync(Program(name), name, "gcp", PluginVersions.Gcp, ct).ConfigureAwait(false);
                // What was being created when something was cut off is in no state, but may be in the cloud, where it costs money.
                if ((await stack.ExportAsync(ct).ConfigureAwait(false)).Pending.Count > 0)
                    await StackMending.MendAsync(stack, name, urn => GkeRepair.CloudId(spec, urn), force: false, _ => { }, news, ct).ConfigureAwait(false);
                await StackRemoval.RemoveAsync(stack, name, news, ct).ConfigureAwait(false);
            }
            else
            {
                Directory.Delete(folder.Folder, recursive: true);
            }
            File.Delete(home.ClusterKubeconfig(name));
            return record;
        }, keep: false).ConfigureAwait(false);
    }

    /// <summary>Takes from a project's network what none of its clusters needs any more.</summary>
    /// <returns>What was done, for people; null when nothing was.</returns>
    public Task<string?> TrimNetworkAsync(string project, IProgress<StackNews>? news, CancellationToken ct) =>
        _networks.TrimAsync(project, [.. Specs().Where(s => s.Project == project)], news, ct);

    internal StackFolder Folder(string name) => new(Path.Combine(Root, name));

    internal StackFolder NetworkFolder(string project) => _networks.Folder(project);

    internal StackSession Session(string name) => Folder(name).Record is { } record ? StackSession.For(record, home, time) : new(home, time, backend, secretsProvider);

    /// <summary>What the network of a project would be with a cluster more, and whether that is a change.</summary>
    internal (GkeNetworkSpec Network, bool Changes) NetworkFor(GkeClusterSpec spec)
    {
        var network = _networks.Including(spec.Project, [spec]);
        return (network, !_networks.IsAsWanted(network));
    }

    internal StackRecord? NetworkRecord(string project) => _networks.Folder(project).Record;

    /// <summary>Runs an operation, with its record before and after.</summary>
    internal async Task<GeoCluster> OperateAsync(StackFolder folder, StackPhase phase, Func<StackRecord, Task<StackRecord>> work, bool keep = true)
    {
        await StackOperation.RunAsync(folder, phase, time, work, keep).ConfigureAwait(false);
        return keep ? View(folder) : new(Path.GetFileName(folder.Folder), "");
    }

    /// <summary>Writes the kubeconfig, and returns the record with what the stack tells that is no secret.</summary>
    internal async Task<StackRecord> KeepOutputsAsync(PulumiStack stack, GkeClusterSpec spec, StackRecord record, CancellationToken ct)
    {
        var outputs = await stack.OutputsAsync(ct).ConfigureAwait(false);
        string? Text(string name) => outputs.GetValueOrDefault(name) is { Value: JsonValue value } ? value.ToString() : null;
        if (Text("endpoint") is not null)
        {
            var dns = spec.DnsEndpoint && Text("dnsEndpoint") is { Length: > 0 } found ? found : null;
            GkeKubeconfig.Write(spec.Name, Text("endpoint"), dns, Text("clusterCaCertificate")).Save(home.ClusterKubeconfig(spec.Name));
        }
        var told = outputs.Where(o => !o.Value.IsSecret && o.Value.Value is JsonValue).ToDictionary(o => o.Key, o => o.Value.Value!.ToString(), StringComparer.Ordinal);
        return record with { Outputs = told, RefreshedAt = time.GetUtcNow() };
    }

    internal IEnumerable<GkeClusterSpec> Specs()
    {
        foreach (var folder in Folders())
        {
            // One that is damaged cannot tell its addresses; that it is damaged is told when it is listed.
            GkeClusterSpec? spec = null;
            try
            {
                spec = GkeClusterSpec.From(folder.Spec!);
            }
            catch (FormatException)
            {
            }
            if (spec is not null)
                yield return spec;
        }
    }

    private IEnumerable<StackFolder> Folders() => Directory.Exists(Root)
        ? Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal).Select(path => new StackFolder(path)).Where(folder => folder.Exists)
        : [];

    internal GeoCluster View(StackFolder folder) => GkeClusterView.From(folder, home.ClusterKubeconfig(Path.GetFileName(folder.Folder)), ServerProcess.IsAlive);
}
