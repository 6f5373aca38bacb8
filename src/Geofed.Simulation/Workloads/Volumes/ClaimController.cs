using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Finds or makes a volume for each claim, and lets a claim go when no pod uses it (pkg/controller/volume/persistentvolume, pvcprotection).</summary>
internal sealed class ClaimController : ISimulatedController
{
    private const string Component = "persistentvolume-controller";
    private const string SelectedNode = "volume.kubernetes.io/selected-node";
    private const string Protection = "kubernetes.io/pvc-protection";

    private readonly WorkloadContext _context;
    private readonly Informer _claims;
    private readonly Informer _volumes;
    private readonly Informer _classes;
    private readonly Informer _pods;
    private readonly Informer _nodes;
    private readonly WorkQueue<NamespacedName> _queue;

    public ClaimController(WorkloadContext context)
    {
        _context = context;
        _claims = context.Cache(ClusterResources.PersistentVolumeClaims);
        _volumes = context.Cache(ClusterResources.PersistentVolumes);
        _classes = context.Cache(ClusterResources.StorageClasses);
        _pods = context.Cache(ClusterResources.Pods);
        _nodes = context.Cache(ClusterResources.Nodes);
        _queue = context.Queue(_claims);
        _pods.Changed += OnPod;
        _volumes.Changed += _ => AddUnbound();
        _classes.Changed += _ => AddUnbound();
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("persistentvolumeclaim", _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_claims.Get(name) is not { } claim)
            return;
        if (claim.IsDeleting())
        {
            if (!_pods.List(name.Namespace).Any(p => !p.IsFinished() && Uses(p, claim)))
                await _context.Api.RemoveFinalizerAsync(ClusterResources.PersistentVolumeClaims, claim, Protection, ct).ConfigureAwait(false);
            return;
        }
        if (claim.Str("spec", "volumeName") is { Length: > 0 } volume)
            await SettleAsync(claim, _volumes.Get(new(null, volume)), ct).ConfigureAwait(false);
        else if (claim.At("spec", "storageClassName") is null && Default() is { } standard)
            await _context.Api.MergeAsync(ClusterResources.PersistentVolumeClaims, claim, new() { ["spec"] = new JsonObject { ["storageClassName"] = standard.Name() } }, ct).ConfigureAwait(false);
        else if (VolumeMatch.Find(claim, claim.Str("spec", "storageClassName") ?? "", _volumes.List()) is { } match)
            await BindAsync(claim, match, ct).ConfigureAwait(false);
        else
            await ProvisionAsync(claim, ct).ConfigureAwait(false);
    }

    private async Task ProvisionAsync(JsonObject claim, CancellationToken ct)
    {
        var className = claim.Str("spec", "storageClassName") ?? "";
        if (className.Length == 0)
            await TellAsync(claim, false, "FailedBinding", "no persistent volumes available for this claim and no storage class is set", ct).ConfigureAwait(false);
        else if (_classes.Get(new(null, className)) is not { } storageClass)
            await TellAsync(claim, true, "ProvisioningFailed", $"storageclass.storage.k8s.io \"{className}\" not found", ct).ConfigureAwait(false);
        else if (storageClass.Str("volumeBindingMode") == "WaitForFirstConsumer" && claim.Annotation(SelectedNode) is null)
            await TellAsync(claim, false, "WaitForFirstConsumer", "waiting for first consumer to be created before binding", ct).ConfigureAwait(false);
        else if (!VolumeDocument.IsOurs(storageClass.Str("provisioner")))
            await TellAsync(claim, false, "ExternalProvisioning", $"Waiting for a volume to be created either by the external provisioner '{storageClass.Str("provisioner")}' or manually by the system administrator. "
                + "If volume creation is delayed, please verify that the provisioner is running and correctly registered.", ct).ConfigureAwait(false);
        else
        {
            var zone = _nodes.Get(new(null, claim.Annotation(SelectedNode) ?? "")).Label("topology.kubernetes.io/zone");
            var volume = await _context.Api.CreateAsync(ClusterResources.PersistentVolumes, VolumeDocument.Of(claim, storageClass, zone), ct).ConfigureAwait(false);
            await TellAsync(claim, false, "ProvisioningSucceeded", $"Successfully provisioned volume {volume.Name()}", ct).ConfigureAwait(false);
            await BindAsync(claim, volume, ct).ConfigureAwait(false);
        }
    }

    private async Task BindAsync(JsonObject claim, JsonObject volume, CancellationToken ct)
    {
        if (volume.Str("spec", "claimRef", "uid") is null or "")
        {
            volume = await _context.Api.MergeAsync(ClusterResources.PersistentVolumes, volume, new()
            {
                ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["pv.kubernetes.io/bound-by-controller"] = "yes" } },
                ["spec"] = new JsonObject { ["claimRef"] = VolumeDocument.ClaimReference(claim) },
            }, ct).ConfigureAwait(false);
        }
        claim = await _context.Api.MergeAsync(ClusterResources.PersistentVolumeClaims, claim, new()
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["pv.kubernetes.io/bind-completed"] = "yes", ["pv.kubernetes.io/bound-by-controller"] = "yes" } },
            ["spec"] = new JsonObject { ["volumeName"] = volume.Name() },
        }, ct).ConfigureAwait(false);
        await SettleAsync(claim, volume, ct).ConfigureAwait(false);
    }

    /// <summary>The status of a claim that names its volume. A user may have named it, too.</summary>
    private async Task SettleAsync(JsonObject claim, JsonObject? volume, CancellationToken ct)
    {
        if (volume is null)
        {
            if (claim.Str("status", "phase") == "Bound")
            {
                await _context.Api.MergeStatusAsync(ClusterResources.PersistentVolumeClaims, claim, new() { ["phase"] = "Lost" }, ct).ConfigureAwait(false);
                await TellAsync(claim, true, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!", ct).ConfigureAwait(false);
            }
            return;
        }
        if (volume.Obj("spec", "claimRef") is null)
            await BindAsync(claim, volume, ct).ConfigureAwait(false);
        else if (VolumeMatch.IsFor(volume, claim))
        {
            await _context.Api.MergeStatusAsync(ClusterResources.PersistentVolumeClaims, claim, new()
            {
                ["phase"] = "Bound",
                ["accessModes"] = volume.At("spec", "accessModes").Copy(),
                ["capacity"] = volume.At("spec", "capacity").Copy(),
            }, ct).ConfigureAwait(false);
        }
    }

    private JsonObject? Default() => _classes.List().Where(c => c.Annotation(ClusterClasses.DefaultClass) == "true").OrderByDescending(c => c.Created()).ThenBy(c => c.Name(), StringComparer.Ordinal).FirstOrDefault();

    private void OnPod(InformerChange change)
    {
        if (change.Type == WatchEventType.Modified && change.Object.IsFinished() == change.Old!.IsFinished())
            return;
        foreach (var claim in change.Object.ClaimNames())
            _queue.Add(new(change.Object.Namespace(), claim));
    }

    private void AddUnbound()
    {
        foreach (var claim in _claims.List().Where(c => c.Str("status", "phase") != "Bound" || _volumes.Get(new(null, c.Str("spec", "volumeName") ?? "")) is null))
            _queue.Add(claim.Key());
    }

    private static bool Uses(JsonObject pod, JsonObject claim) => pod.ClaimNames().Contains(claim.Name());

    private Task TellAsync(JsonObject claim, bool warning, string reason, string message, CancellationToken ct) =>
        _context.Events.RecordAsync(claim, Component, warning, reason, message, ct);
}
