using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The phases of volumes, and what becomes of one whose claim is gone (pkg/controller/volume/persistentvolume, pvprotection).</summary>
internal sealed class VolumeController : ISimulatedController
{
    private const string Protection = "kubernetes.io/pv-protection";
    private readonly WorkloadContext _context;
    private readonly Informer _volumes;
    private readonly Informer _claims;
    private readonly WorkQueue<NamespacedName> _queue;

    public VolumeController(WorkloadContext context)
    {
        _context = context;
        _volumes = context.Cache(ClusterResources.PersistentVolumes);
        _claims = context.Cache(ClusterResources.PersistentVolumeClaims);
        _queue = context.Queue(_volumes);
        _claims.Changed += OnClaim;
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("persistentvolume", _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_volumes.Get(name) is not { } volume)
            return;
        var phase = Phase(volume);
        if (volume.IsDeleting())
        {
            if (phase != "Bound")
                await _context.Api.RemoveFinalizerAsync(ClusterResources.PersistentVolumes, volume, Protection, ct).ConfigureAwait(false);
            return;
        }
        volume = await _context.Api.MergeStatusAsync(ClusterResources.PersistentVolumes, volume, new() { ["phase"] = phase }, ct).ConfigureAwait(false);
        if (phase == "Released" && volume.Str("spec", "persistentVolumeReclaimPolicy") == "Delete")
            await _context.Api.DeleteAsync(ClusterResources.PersistentVolumes, volume, ct).ConfigureAwait(false);
    }

    // One that is set aside for a claim by name only waits for it.
    private string Phase(JsonObject volume)
    {
        if (volume.Obj("spec", "claimRef") is not { } reference || reference.Str("uid") is null or "")
            return "Available";
        var claim = _claims.Get(new(reference.Str("namespace"), reference.Str("name") ?? ""));
        return claim is not null && claim.Uid() == reference.Str("uid") ? "Bound" : "Released";
    }

    private void OnClaim(InformerChange change)
    {
        if (change.Object.Str("spec", "volumeName") is { Length: > 0 } volume)
            _queue.Add(new(null, volume));
    }
}
