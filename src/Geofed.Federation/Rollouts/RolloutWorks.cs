using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Rollouts;

/// <summary>The Works that carry one workload to its clusters: they tell how far the control plane is.</summary>
internal sealed class RolloutWorks(IKubeApi api, ApiResource resource, NamespacedName workload, TimeProvider time)
{
    /// <summary>Waits until the Works in these clusters are as wanted; a cluster without one has nothing to wait for.</summary>
    /// <exception cref="RolloutException">They are not in time.</exception>
    public async Task UntilAsync(IReadOnlyList<string> clusters, Func<JsonObject, bool> wanted, TimeSpan patience, CancellationToken ct)
    {
        if (clusters.Count == 0)
            return;
        var name = KarmadaNames.Work(resource.Kind, workload.Name, workload.Namespace);
        var paths = clusters.Select(c => new ResourcePath(KarmadaApi.Works, KarmadaNames.ExecutionNamespace(c), name)).ToArray();
        await using var follower = new ObjectFollower(api, paths, time, ct);
        var (late, _) = await follower.UntilAsync(ReadAsync, behind => behind.Count == 0, patience, ct).ConfigureAwait(false);
        if (late.Count > 0)
            throw new RolloutException($"the control plane has not followed within {patience.TotalSeconds:0.#} s for {string.Join(", ", late)}: it does not run, or is a Karmada before 1.11, which suspends nothing; Undo-FederatedRollout takes back what was begun");

        async Task<List<string>> ReadAsync(CancellationToken token)
        {
            var behind = new List<string>();
            foreach (var (i, path) in paths.Index())
            {
                if (await api.FindAsync(path, token).ConfigureAwait(false) is { } work && !wanted(work))
                    behind.Add(clusters[i]);
            }
            return behind;
        }
    }

    /// <summary>The generation of the template that a Work carries.</summary>
    public static long Generation(JsonObject work) => long.TryParse(
        work.Objects("spec", "workload", "manifests").FirstOrDefault().Annotation(KarmadaMarks.TemplateGeneration), NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
        ? generation
        : long.MaxValue;
}
