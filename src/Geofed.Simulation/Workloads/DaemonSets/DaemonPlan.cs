using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>What a DaemonSet does next: the nodes that get a pod, and the pods that go.</summary>
internal sealed record DaemonPlan(IReadOnlyList<string> Create, IReadOnlyList<JsonObject> Delete)
{
    /// <summary>One pod on every node that fits; then as much of an update as its strategy allows (daemon_controller.go podsShouldBeOnNode, update.go rollingUpdate).</summary>
    /// <param name="fits">The nodes by name, and whether they fit.</param>
    public static DaemonPlan Of(JsonObject set, IReadOnlyDictionary<string, NodeFit> fits, IReadOnlyCollection<JsonObject> pods, string hash, DateTimeOffset now)
    {
        var (create, delete) = (new List<string>(), new List<JsonObject>());
        var minReady = set.Int("spec", "minReadySeconds") ?? 0;
        var rolling = set.Str("spec", "updateStrategy", "type") == "RollingUpdate";
        var desired = fits.Count(f => f.Value.ShouldRun);
        var surge = Part("maxSurge");
        var unavailable = Part("maxUnavailable");
        var (waiting, growing) = (new List<JsonObject>(), new List<string>());
        var byNode = pods.ToLookup(DaemonPod.NodeOf);
        foreach (var (node, fit) in fits.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var here = byNode[node].Where(p => !p.IsDeleting()).OrderBy(p => p.Created()).ThenBy(p => p.Name(), StringComparer.Ordinal).ToList();
            delete.AddRange(here.Where(p => p.IsFinished()));
            here.RemoveAll(p => p.IsFinished());
            if (!fit.MayStay)
                delete.AddRange(here);
            else
                Update(node, here);
            if (fit.ShouldRun && !byNode[node].Any())
                create.Add(node);
            if (fit.ShouldRun && !byNode[node].Any(p => p.IsAvailable(minReady, now)))
                unavailable--;
        }
        delete.AddRange(pods.Where(p => !fits.ContainsKey(DaemonPod.NodeOf(p)) && !p.IsDeleting()));
        delete.AddRange(waiting.Take(Math.Max(0, unavailable)));
        create.AddRange(growing.Take(Math.Max(0, surge)));
        return new(create, delete);

        int Part(string name) => Counts.Scaled(set.At("spec", "updateStrategy", "rollingUpdate", name), desired, up: true);

        void Update(string node, List<JsonObject> here)
        {
            var (fresh, old) = (here.Where(p => p.Label(ControllerRevisions.PodLabel) == hash).ToList(), here.Where(p => p.Label(ControllerRevisions.PodLabel) != hash).ToList());
            delete.AddRange(fresh.Skip(1));
            delete.AddRange(old.Skip(1));
            if (!rolling || old.Count == 0)
                return;
            // With a surge the new pod comes beside the old one, which goes when it is not missed any more.
            if (fresh.Count > 0)
            {
                surge--;
                if (fresh[0].IsAvailable(minReady, now) || !old[0].IsAvailable(minReady, now))
                    delete.Add(old[0]);
            }
            else if (!old[0].IsAvailable(minReady, now))
                delete.Add(old[0]);
            else if (Part("maxSurge") == 0)
                waiting.Add(old[0]);
            else
                growing.Add(node);
        }
    }
}
