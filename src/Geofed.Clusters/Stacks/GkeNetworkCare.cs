using Geofed.Client;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>A network that no cluster needs any more, and that is still there.</summary>
/// <param name="Status">How its last operation ended, in a word.</param>
/// <param name="Message">Why, when it is known.</param>
public sealed record LeftOverNetwork(string Project, string Status, string? Message);

/// <summary>Looks after the networks of projects when what was done with a cluster has left them half done.</summary>
public sealed class GkeNetworkCare(GkeClusters clusters, HomeFolder home, TimeProvider time)
{
    private readonly GkeNetworks _networks = new(home, time);

    private string Root => Path.Combine(home.Folder, "pulumi", GkeNetworkProgram.ProjectName);

    /// <summary>The projects of Google Cloud whose network is known here.</summary>
    public IReadOnlyList<string> Projects() => Directory.Exists(Root)
        ? [.. Directory.EnumerateDirectories(Root).Select(path => Path.GetFileName(path)!).Where(project => _networks.Folder(project).Exists).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Networks without a cluster at which nobody is at work: they cost money for nothing.</summary>
    public IReadOnlyList<LeftOverNetwork> LeftOver()
    {
        var needed = clusters.List().Select(c => c.Project).ToHashSet();
        // Of a damaged cluster nobody knows the project: then nothing is said.
        return needed.Contains(null) ? [] : [.. Projects().Where(p => !needed.Contains(p)).Select(View).OfType<LeftOverNetwork>()];
    }

    /// <summary>Finishes what was left half done: brings a network to what its clusters need, or deletes it when there are none.</summary>
    /// <param name="force">Takes off locks of others, too, who may still be at work.</param>
    /// <param name="tell">Hears what was done, for people.</param>
    /// <exception cref="PulumiException">Somebody is at work on it, or it cannot be brought there.</exception>
    public Task RepairAsync(string project, bool force, Action<string> tell, IProgress<StackNews>? news, CancellationToken ct) =>
        _networks.RepairAsync(project, [.. clusters.Specs().Where(s => s.Project == project)], force, tell, news, ct);

    private LeftOverNetwork? View(string project)
    {
        var record = _networks.Folder(project).Record;
        return record is { IsWork: true, ProcessId: { } process } && ServerProcess.IsAlive(process) ? null
            : new(project, GkeClusterView.StatusOf(record, ServerProcess.IsAlive), record?.Message);
    }
}
