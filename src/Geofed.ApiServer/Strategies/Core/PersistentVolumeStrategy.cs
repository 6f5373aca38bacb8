using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>PersistentVolumes (pkg/registry/core/persistentvolume, pkg/apis/core/validation ValidatePersistentVolume).</summary>
internal sealed class PersistentVolumeStrategy(TimeProvider time) : StatusStrategy
{
    private static readonly string[] Fields =
        ["capacity", "accessModes", "claimRef", "persistentVolumeReclaimPolicy", "storageClassName", "mountOptions", "volumeMode", "nodeAffinity", "volumeAttributesClassName"];

    public override bool HasGeneration => false;

    public override IReadOnlyList<string> SelectableFields => ["name"];

    public override string FieldValue(JsonObject obj, string field) => obj.Name();

    protected override JsonObject NewStatus() => new() { ["phase"] = "Pending" };

    protected override void DefaultSpec(JsonObject spec)
    {
        spec.SetWhenEmpty("persistentVolumeReclaimPolicy", "Retain");
        spec.SetWhenAbsent("volumeMode", "Filesystem");
        VolumeDefaults.OfSource(spec);
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        obj["status"] = new JsonObject { ["phase"] = "Pending", ["lastPhaseTransitionTime"] = KubeTime.Format(time.GetUtcNow()) };
        StorageProtection.Add(obj, "kubernetes.io/pv-protection");
    }

    public override void PrepareForStatusUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForStatusUpdate(obj, old);
        if (obj.Str("status", "phase") != old.Str("status", "phase"))
            obj.Ensure("status")["lastPhaseTransitionTime"] = KubeTime.Format(time.GetUtcNow());
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec") ?? [];
        var modes = spec.Strings("accessModes").ToList();
        if (modes.Count == 0)
            errors.Required("spec.accessModes");
        ClaimRules.Modes(modes, errors, "spec.accessModes");
        var capacity = ResourceRules.Amounts(spec, "capacity");
        if (capacity.Count == 0)
            errors.Required("spec.capacity");
        if (!capacity.ContainsKey("storage") || capacity.Count > 1)
            errors.NotSupported("spec.capacity", spec["capacity"].Copy(), "storage");
        foreach (var (name, amount) in capacity)
        {
            if (amount.Sign <= 0)
                errors.Invalid($"spec.capacity[{name}]", amount.ToString(), "must be greater than zero");
        }
        if (spec.Str("persistentVolumeReclaimPolicy") is not (null or "Delete" or "Recycle" or "Retain") and var policy)
            errors.NotSupported("spec.persistentVolumeReclaimPolicy", policy, "Delete", "Recycle", "Retain");
        if (spec.Obj("nodeAffinity", "required") is { } required)
            AffinityRules.NodeSelector(required, errors, "spec.nodeAffinity.required");
        var count = 0;
        foreach (var (kind, value) in spec)
        {
            if (value is not JsonObject source || Fields.Contains(kind))
                continue;
            if (count++ > 0)
                errors.Forbidden($"spec.{kind}", "may not specify more than 1 volume type");
            else
                VolumeRules.Source(kind, source, errors, $"spec.{kind}");
        }
        if (count == 0)
            errors.Required("spec", "must specify a volume type");
        if (spec.Str("storageClassName") is { Length: > 0 } name1)
            errors.Each("spec.storageClassName", name1, Names.DnsSubdomainErrors(name1));
        ClaimRules.Mode(spec, errors, "spec");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        foreach (var kind in (obj.Obj("spec") ?? []).Select(p => p.Key).Union((old.Obj("spec") ?? []).Select(p => p.Key)).Except(Fields).ToList())
        {
            if (!JsonNavigation.Same(obj.At("spec", kind), old.At("spec", kind)))
                errors.Forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
        }
        errors.Unchanged(obj.At("spec", "volumeMode"), old.At("spec", "volumeMode"), "spec.volumeMode");
    }

    public override IEnumerable<string> Warnings(JsonObject obj) =>
        PodWarnings.OfVolume(obj.Obj("spec") ?? [], "spec").Concat(StorageProtection.ClassAnnotationWarning(obj));
}
