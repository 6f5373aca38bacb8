using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Programs;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>What would be done to clusters, told by Pulumi itself. Nothing is kept of it, in no backend and no folder.</summary>
public sealed class GkePreviews(GkeClusters clusters, HomeFolder home, TimeProvider time)
{
    /// <summary>What bringing a cluster to a spec would do, to its stack and to its network's.</summary>
    /// <exception cref="PulumiException">Pulumi cannot tell.</exception>
    public async Task<IReadOnlyList<GeoClusterChange>> UpAsync(GkeClusterSpec spec, JsonObject? transform, CancellationToken ct)
    {
        var (network, networkChanges) = clusters.NetworkFor(spec);
        var program = GkeClusterProgram.Create(spec, network);
        program = transform is null ? program : ProgramTransform.Apply(program, transform);
        var ofNetwork = networkChanges ? await AskAsync(spec.Name, GkeNetworkProgram.Create(network), spec.Project, Known(clusters.NetworkRecord(spec.Project)), ct).ConfigureAwait(false) : [];
        return [.. ofNetwork, .. await AskAsync(spec.Name, program, spec.Name, Known(clusters.Folder(spec.Name).Record), ct).ConfigureAwait(false)];
    }

    /// <summary>What deleting a cluster would do: all that its stack has goes.</summary>
    public async Task<IReadOnlyList<GeoClusterChange>> RemoveAsync(string name, CancellationToken ct)
    {
        if (Known(clusters.Folder(name).Record) is null)
            return [];
        var stack = await clusters.Session(name).OpenAsync(GkeClusterProgram.ProjectName, name, ct).ConfigureAwait(false);
        var state = await stack.ExportAsync(ct).ConfigureAwait(false);
        return [.. state.Resources.Where(r => !r.Urn.IsRoot).Reverse().Select(r => new GeoClusterChange(name, "delete", r.Type, r.Urn.Name))];
    }

    /// <summary>A stack that Pulumi knows of.</summary>
    private static StackRecord? Known(StackRecord? record) => record is { CreatedAt: not null } ? record : null;

    private async Task<IReadOnlyList<GeoClusterChange>> AskAsync(string cluster, StackProgram program, string stackName, StackRecord? record, CancellationToken ct)
    {
        var changes = await new StackTrial(home, time, "gcp", PluginVersions.Gcp).AskAsync(program, stackName, record, new Dictionary<string, string>(), ct).ConfigureAwait(false);
        return [.. changes.Select(c => GeoClusterChange.From(cluster, c))];
    }
}
