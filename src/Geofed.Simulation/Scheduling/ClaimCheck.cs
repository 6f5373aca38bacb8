using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>Whether the claims of a pod's volumes allow it to be placed, and where (plugins/volumebinding). A claim that waits for its first consumer allows all.</summary>
internal sealed class ClaimCheck
{
    public static readonly ClaimCheck None = new();
    private readonly List<NodeTerms> _reachable = [];

    private ClaimCheck()
    {
    }

    public ClaimCheck(SchedulablePod pod, Informer claims, Informer volumes, Informer classes)
    {
        foreach (var name in pod.Claims)
        {
            var claim = claims.Get(new(pod.Namespace, name));
            Problem ??= claim is null ? $"persistentvolumeclaim \"{name}\" not found"
                : claim.IsDeleting() ? $"persistentvolumeclaim \"{name}\" is being deleted"
                : null;
            if (claim is null)
                continue;
            if (claim.Str("spec", "volumeName") is not { Length: > 0 } volume)
            {
                if (Waits(claim, classes))
                    Unbound.Add(claim);
                else
                    Problem ??= "pod has unbound immediate PersistentVolumeClaims";
            }
            else if (volumes.Get(new(null, volume)) is not { } bound)
                Problem ??= $"persistentvolumeclaim \"{name}\" bound to non-existent persistentvolume \"{volume}\"";
            else if (NodeTerms.From(bound.Obj("spec", "nodeAffinity", "required")) is { } reachable)
                _reachable.Add(reachable);
        }
    }

    /// <summary>What keeps the pod from every node; null for nothing.</summary>
    public string? Problem { get; }

    /// <summary>Claims that wait to be told of the node.</summary>
    public List<JsonObject> Unbound { get; } = [];

    public Rejection? Check(NodeState node) =>
        _reachable.TrueForAll(terms => terms.Match(node.Name, node.Labels)) ? null : new(true, "node(s) had volume node affinity conflict");

    private static bool Waits(JsonObject claim, Informer classes) =>
        claim.Str("spec", "storageClassName") is { } name && classes.Get(new(null, name)).Str("volumeBindingMode") == "WaitForFirstConsumer";
}
