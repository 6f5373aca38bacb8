using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Which of the volumes that are there a claim gets (component-helpers storage/volume FindMatchingVolume): the one made for it, or the smallest that will do.</summary>
internal static class VolumeMatch
{
    public static JsonObject? Find(JsonObject claim, string className, IEnumerable<JsonObject> volumes)
    {
        var candidates = volumes.Where(v => !v.IsDeleting()).ToList();
        return candidates.Find(v => IsFor(v, claim))
            ?? candidates.Where(v => v.Obj("spec", "claimRef") is null && Fits(v, claim, className)).OrderBy(Size).ThenBy(v => v.Name(), StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>A volume may be set aside for a claim by its name, before there is a claim.</summary>
    public static bool IsFor(JsonObject volume, JsonObject claim) => volume.Obj("spec", "claimRef") is { } reference
        && reference.Str("namespace") == claim.Namespace() && reference.Str("name") == claim.Name() && (reference.Str("uid") is null or "" || reference.Str("uid") == claim.Uid());

    public static Quantity Size(JsonObject volume) => Quantity.From(volume.At("spec", "capacity", "storage")) ?? Quantity.Zero;

    private static bool Fits(JsonObject volume, JsonObject claim, string className) => (volume.Str("spec", "storageClassName") ?? "") == className
        && Size(volume) >= (Quantity.From(claim.At("spec", "resources", "requests", "storage")) ?? Quantity.Zero)
        && claim.Strings("spec", "accessModes").All(volume.Strings("spec", "accessModes").Contains)
        && (volume.Str("spec", "volumeMode") ?? "Filesystem") == (claim.Str("spec", "volumeMode") ?? "Filesystem")
        && (claim.Obj("spec", "selector") is not { } selector || LabelSelector.From(selector).Matches(volume.StringMap("metadata", "labels")));
}
