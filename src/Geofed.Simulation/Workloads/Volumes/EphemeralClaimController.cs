using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Makes the claims of pods' ephemeral volumes; they go with their pod, which owns them (pkg/controller/volume/ephemeral).</summary>
internal sealed class EphemeralClaimController : ISimulatedController
{
    private const string Component = "ephemeral_volume";
    private readonly WorkloadContext _context;
    private readonly Informer _pods;
    private readonly Informer _claims;
    private readonly WorkQueue<NamespacedName> _queue;

    public EphemeralClaimController(WorkloadContext context)
    {
        _context = context;
        _pods = context.Cache(ClusterResources.Pods);
        _claims = context.Cache(ClusterResources.PersistentVolumeClaims);
        _queue = new(context.Time);
        _pods.Changed += change =>
        {
            if (change.Type == WatchEventType.Added && Ephemeral(change.Object).Any())
                _queue.Add(change.Object.Key());
        };
        _claims.Changed += change =>
        {
            if (change.Type == WatchEventType.Deleted && Owner(change.Object) is { } pod)
                _queue.Add(new(change.Object.Namespace(), pod));
        };
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("ephemeral-volume", _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_pods.Get(name) is not { } pod || pod.IsDeleting())
            return;
        foreach (var volume in Ephemeral(pod))
            await EnsureAsync(pod, volume, ct).ConfigureAwait(false);
    }

    private async Task EnsureAsync(JsonObject pod, JsonObject volume, CancellationToken ct)
    {
        var name = ClaimUse.EphemeralClaim(pod, volume);
        if (_claims.Get(new(pod.Namespace(), name)) is not { } claim)
            await _context.Api.CreateAsync(ClusterResources.PersistentVolumeClaims, Document(pod, volume, name), ct).ConfigureAwait(false);
        else if (!claim.Objects("metadata", "ownerReferences").Any(owner => owner.Str("uid") == pod.Uid()))
            await _context.Events.RecordAsync(pod, Component, true, "FailedBinding", $"ephemeral volume {volume.Str("name")}: PVC \"{name}\" was not created for the pod", ct).ConfigureAwait(false);
    }

    private static JsonObject Document(JsonObject pod, JsonObject volume, string name)
    {
        var template = volume.Obj("ephemeral", "volumeClaimTemplate");
        var metadata = template.Obj("metadata").Copy() ?? [];
        (metadata["name"], metadata["namespace"]) = (name, pod.Namespace());
        metadata["ownerReferences"] = new JsonArray(Owners.ReferenceTo(pod));
        return new() { ["apiVersion"] = "v1", ["kind"] = "PersistentVolumeClaim", ["metadata"] = metadata, ["spec"] = template.Obj("spec").Copy() };
    }

    private static IEnumerable<JsonObject> Ephemeral(JsonObject pod) => pod.Objects("spec", "volumes").Where(volume => volume.Obj("ephemeral", "volumeClaimTemplate") is not null);

    private static string? Owner(JsonObject claim) =>
        claim.Objects("metadata", "ownerReferences").FirstOrDefault(owner => owner.Str("kind") == "Pod" && owner.Bool("controller") == true).Str("name");
}
