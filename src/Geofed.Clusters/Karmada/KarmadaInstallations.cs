using Geofed.Client;
using Geofed.Clusters.Programs;
using Geofed.Clusters.Pulumi;
using Geofed.Clusters.Stacks;
using Geofed.Model.Yaml;

namespace Geofed.Clusters.Karmada;

/// <summary>Karmada control planes on host clusters, one Pulumi stack each. What is known of them lies beside the programs in their work folders.</summary>
/// <param name="backend">For new ones: where their states are kept; null for PULUMI_BACKEND_URL, or a folder of the home.</param>
/// <param name="secretsProvider">For new ones; null for the backend's own.</param>
public sealed class KarmadaInstallations(HomeFolder home, TimeProvider time, string? backend = null, string? secretsProvider = null)
{
    private const string Plugin = "kubernetes";

    private string Root => Path.Combine(home.Folder, "pulumi", KarmadaProgram.ProjectName);

    /// <summary>All that are known here, by name of their federation.</summary>
    public IReadOnlyList<KarmadaInstallation> List() => Directory.Exists(Root)
        ? [.. Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal).Select(path => new StackFolder(path)).Where(folder => folder.Exists).Select(folder => KarmadaInstallation.From(folder, ServerProcess.IsAlive))]
        : [];

    public KarmadaInstallation? Find(string federation) => List().FirstOrDefault(i => i.Federation.Equals(federation, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where the kubeconfig of the host cluster lies; only its owner may read it.</summary>
    public string KubeconfigPath(KarmadaSpec spec) => Path.Combine(Root, spec.Federation, spec.KubeconfigFile);

    /// <summary>Installs Karmada, or brings it to another spec. What an earlier attempt left half done is put in order first, and gone on with.</summary>
    /// <param name="tell">Hears what was put in order, for people.</param>
    /// <exception cref="ArgumentException">The spec has a number that Karmada cannot run with.</exception>
    /// <exception cref="PulumiException">It cannot be installed; what was done is kept, and the same call goes on from there.</exception>
    public async Task InstallAsync(KarmadaSpec spec, HostKubeconfig host, Action<string> tell, IProgress<StackNews>? news, CancellationToken ct)
    {
        var program = KarmadaProgram.Create(spec);
        var (folder, session, earlier) = (Folder(spec.Federation), Session(spec.Federation), Folder(spec.Federation).Record);
        folder.Spec = spec.ToJson();
        folder.Record = earlier ?? new(StackPhase.Pending, time.GetUtcNow()) { Backend = session.RecordedBackend, SecretsProvider = session.SecretsProvider };
        var isNew = earlier?.CreatedAt is null;
        await StackOperation.RunAsync(folder, isNew ? StackPhase.Creating : StackPhase.Updating, time, async record =>
        {
            var stack = await PrepareAsync(session, spec, program, host, ct).ConfigureAwait(false);
            if (earlier is not null and not { Phase: StackPhase.Running })
                await StackMending.MendAsync(stack, spec.Federation, urn => IdOf(spec, urn), force: false, tell, news, ct).ConfigureAwait(false);
            await stack.UpAsync(new() { Message = "Geofed: installed" }, new StackFollower(What(spec.Federation), isNew ? program.Count : null, news), ct).ConfigureAwait(false);
            return record with { CreatedAt = record.CreatedAt ?? time.GetUtcNow() };
        }).ConfigureAwait(false);
    }

    /// <summary>What <see cref="InstallAsync"/> would do.</summary>
    public async Task<IReadOnlyList<GeoClusterChange>> PreviewAsync(KarmadaSpec spec, HostKubeconfig host, CancellationToken ct)
    {
        var changes = await new StackTrial(home, time, Plugin, PluginVersions.Kubernetes)
            .AskAsync(KarmadaProgram.Create(spec), spec.Federation, Known(spec.Federation), Files(spec, host), ct).ConfigureAwait(false);
        return [.. changes.Select(c => GeoClusterChange.From(spec.HostCluster, c))];
    }

    /// <summary>What <see cref="RemoveAsync"/> would do: all that the stack has goes.</summary>
    public async Task<IReadOnlyList<GeoClusterChange>> PreviewRemovalAsync(string federation, CancellationToken ct)
    {
        if (Known(federation) is null)
            return [];
        var stack = await Session(federation).OpenAsync(KarmadaProgram.ProjectName, federation, ct).ConfigureAwait(false);
        var state = await stack.ExportAsync(ct).ConfigureAwait(false);
        return [.. state.Resources.Where(r => !r.Urn.IsRoot).Reverse().Select(r => new GeoClusterChange(Find(federation)!.HostCluster, "delete", r.Type, r.Urn.Name))];
    }

    /// <summary>Takes Karmada away from its host cluster, with all that it knows, and its stack.</summary>
    /// <param name="host">Null when the host cluster is gone, or cannot be reached any more: the stack is then only forgotten.</param>
    /// <exception cref="PulumiException">It cannot be taken away; what is left of it is known, and the same call goes on from there.</exception>
    public Task RemoveAsync(string federation, HostKubeconfig? host, IProgress<StackNews>? news, CancellationToken ct)
    {
        var (folder, session) = (Folder(federation), Session(federation));
        return StackOperation.RunAsync(folder, StackPhase.Deleting, time, async record =>
        {
            if (!File.Exists(Path.Combine(folder.Folder, StackProgram.ProjectFile)))
            {
                // What was never given to Pulumi is in no backend.
                Directory.Delete(folder.Folder, recursive: true);
            }
            else if (host is null)
            {
                var stack = await session.OpenAsync(KarmadaProgram.ProjectName, federation, ct).ConfigureAwait(false);
                await stack.RemoveAsync(force: true, ct).ConfigureAwait(false);
            }
            else
            {
                var spec = KarmadaSpec.From(folder.Spec!) with { DeletionProtection = false, KubeconfigIsSecret = host.HoldsSecret };
                folder.Spec = spec.ToJson();
                var stack = await PrepareAsync(session, spec, KarmadaProgram.Create(spec), host, ct).ConfigureAwait(false);
                await StackRemoval.RemoveAsync(stack, What(federation), news, ct).ConfigureAwait(false);
            }
            return record;
        }, keep: false);
    }

    private static Task<PulumiStack> PrepareAsync(StackSession session, KarmadaSpec spec, StackProgram program, HostKubeconfig host, CancellationToken ct)
    {
        new StackWorkspace(session.Backend, session.Backend.Name(program.Project, spec.Federation)).Write(Files(spec, host));
        return session.PrepareAsync(program, spec.Federation, Plugin, PluginVersions.Kubernetes, ct);
    }

    private static Dictionary<string, string> Files(KarmadaSpec spec, HostKubeconfig host) => new() { [spec.KubeconfigFile] = YamlText.Write(host.Content.Document) };

    private static string What(string federation) => $"Karmada of {federation}";

    /// <summary>How Kubernetes' provider names what the program creates: all of it has a name that is known before.</summary>
    private static string? IdOf(KarmadaSpec spec, Urn urn) => urn.Name switch
    {
        "namespace" => spec.Namespace,
        "criticalPods" => $"{spec.Namespace}/{KarmadaProgram.QuotaName}",
        "karmada" => $"{spec.Namespace}/{KarmadaProgram.ReleaseName}",
        _ => null,
    };

    private StackFolder Folder(string federation) => new(Path.Combine(Root, federation));

    private StackSession Session(string federation) => Folder(federation).Record is { } record ? StackSession.For(record, home, time) : new(home, time, backend, secretsProvider);

    /// <summary>The record of a stack that Pulumi knows of.</summary>
    private StackRecord? Known(string federation) => Folder(federation).Record is { CreatedAt: not null } record ? record : null;
}
