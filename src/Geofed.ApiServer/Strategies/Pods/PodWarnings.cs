using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Sentences about fields that no longer do what they did (pkg/api/pod/warnings.go, pkg/api/persistentvolume).</summary>
internal static class PodWarnings
{
    private static readonly Dictionary<string, string> Volumes = new(StringComparer.Ordinal)
    {
        ["photonPersistentDisk"] = "deprecated in v1.11, non-functional in v1.16+",
        ["gitRepo"] = "deprecated in v1.11, and disabled by default in v1.33+",
        ["scaleIO"] = "deprecated in v1.16, non-functional in v1.22+",
        ["flocker"] = "deprecated in v1.22, non-functional in v1.25+",
        ["storageOS"] = "deprecated in v1.22, non-functional in v1.25+",
        ["storageos"] = "deprecated in v1.22, non-functional in v1.25+",
        ["quobyte"] = "deprecated in v1.22, non-functional in v1.25+",
        ["glusterfs"] = "deprecated in v1.25, non-functional in v1.26+",
        ["cephfs"] = "deprecated in v1.28, non-functional in v1.31+",
        ["rbd"] = "deprecated in v1.28, non-functional in v1.31+",
    };

    private static readonly Dictionary<string, string> NodeLabels = new(StringComparer.Ordinal)
    {
        ["beta.kubernetes.io/arch"] = "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        ["beta.kubernetes.io/os"] = "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        ["failure-domain.beta.kubernetes.io/region"] = "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        ["failure-domain.beta.kubernetes.io/zone"] = "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        ["beta.kubernetes.io/instance-type"] = "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
    };

    public static IEnumerable<string> OfTemplate(JsonObject obj, string path) => OfSpec(obj.Obj(path.Split('.')).Obj("spec"), $"{path}.spec");

    public static IEnumerable<string> OfSpec(JsonObject? spec, string path)
    {
        foreach (var (key, _) in spec.StringMap("nodeSelector"))
        {
            if (NodeLabels.TryGetValue(key, out var sentence))
                yield return $"{path}.nodeSelector[{key}]: {sentence}";
        }
        var i = 0;
        foreach (var volume in spec.Objects("volumes"))
        {
            foreach (var sentence in OfVolume(volume, $"{path}.volumes[{i}]"))
                yield return sentence;
            i++;
        }
    }

    public static IEnumerable<string> OfVolume(JsonObject volume, string path) =>
        volume.Where(p => p.Value is not null && Volumes.ContainsKey(p.Key)).Select(p => $"{path}.{(p.Key == "storageos" ? "storageOS" : p.Key)}: {Volumes[p.Key]}");
}
