using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>What the rules for one container need to know of the pod around it.</summary>
/// <param name="Spec">The pod's spec.</param>
/// <param name="Volumes">Its well-formed volumes, by name.</param>
internal sealed record PodScope(JsonObject Spec, IReadOnlyDictionary<string, JsonObject> Volumes)
{
    public string RestartPolicy => Spec.Str("restartPolicy") ?? "";

    public long? GracePeriod => Spec.Int("terminationGracePeriodSeconds");

    /// <summary>Whether users in the containers are users of the node.</summary>
    public bool HostUsers => Spec.Bool("hostUsers") != false;

    /// <summary>Names that containers may claim devices by.</summary>
    public IReadOnlyList<string> Claims { get; } =
        [.. Spec.Objects("resourceClaims").Select(c => c.Str("name") ?? "").Where(n => n.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>All containers with their paths, as upstream visits them: init, regular, ephemeral.</summary>
    public static IEnumerable<(JsonObject Container, string Path)> Containers(JsonObject spec, string path) =>
        ((string[])["initContainers", "containers", "ephemeralContainers"]).SelectMany(list => spec.Objects(list).Select((c, i) => (c, $"{path}.{list}[{i}]")));
}
