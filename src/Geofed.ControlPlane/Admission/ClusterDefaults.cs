using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Admission;

/// <summary>What a Cluster may leave out (pkg/apis/cluster/mutation/mutation.go).</summary>
internal static class ClusterDefaults
{
    private static readonly string Unbounded = long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The least cpu and memory of each grade of nodes; the last value bounds the last grade.</summary>
    private static readonly string[] Cpu = ["0", "1", "2", "4", "8", "16", "32", "64", "128", Unbounded];
    private static readonly string[] Memory = ["0", "4Gi", "16Gi", "32Gi", "64Gi", "128Gi", "256Gi", "512Gi", "1Ti", Unbounded];

    public static void Apply(JsonObject cluster, DateTimeOffset now)
    {
        var spec = cluster.Ensure("spec");
        if (spec.Str("zone") is { Length: > 0 } zone && spec.Arr("zones") is not { Count: > 0 })
            spec["zones"] = new JsonArray(zone);
        if (spec.Arr("resourceModels") is not { Count: > 0 })
            spec["resourceModels"] = new JsonArray([.. Enumerable.Range(0, Cpu.Length - 1).Select(Grade)]);
        foreach (var taint in spec.Objects("taints"))
        {
            // From then on a toleration's seconds count.
            if (taint.Str("effect") == "NoExecute" && taint.Str("timeAdded") is null)
                taint["timeAdded"] = KubeTime.Format(now);
        }
    }

    private static JsonNode Grade(int grade) => new JsonObject
    {
        ["grade"] = grade,
        ["ranges"] = new JsonArray(
            new JsonObject { ["name"] = "cpu", ["min"] = Cpu[grade], ["max"] = Cpu[grade + 1] },
            new JsonObject { ["name"] = "memory", ["min"] = Memory[grade], ["max"] = Memory[grade + 1] }),
    };
}
