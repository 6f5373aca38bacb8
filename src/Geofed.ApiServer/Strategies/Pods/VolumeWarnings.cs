using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Volumes that no longer do what they did, of pods and PersistentVolumes (pkg/api/pod/warnings.go, pkg/api/persistentvolume/util.go).</summary>
internal static class VolumeWarnings
{
    private static readonly (string Kind, string Text)[] Volumes =
    [
        ("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
        ("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"),
        ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
        ("flocker", "deprecated in v1.22, non-functional in v1.25+"),
        ("storageos", "deprecated in v1.22, non-functional in v1.25+"),
        ("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
        ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
        ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
        ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
    ];

    public static IEnumerable<string> Of(JsonObject volume, string path) =>
        Volumes.Where(v => volume[v.Kind] is not null).Select(v => $"{path}.{(v.Kind == "storageos" ? "storageOS" : v.Kind)}: {v.Text}")
            .Concat(OfClaim(volume.Obj("ephemeral", "volumeClaimTemplate", "spec"), $"{path}.ephemeral.volumeClaimTemplate.spec"));

    /// <summary>Storage comes in whole bytes.</summary>
    public static IEnumerable<string> OfClaim(JsonObject? spec, string path) =>
        Quantity.From(spec.At("resources", "requests", "storage")) is { } size && size.Milli % 1000 != 0
            ? [$"{path}.resources.requests[storage]: fractional byte value {FieldErrors.Quote(size.ToString())} is invalid, must be an integer"] : [];
}
