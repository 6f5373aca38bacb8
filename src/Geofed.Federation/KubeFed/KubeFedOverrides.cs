using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.KubeFed;

/// <summary>Overrides by cluster, as an OverridePolicy of JSON patches.</summary>
internal static class KubeFedOverrides
{
    private static readonly string[] Forbidden = ["/kind", "/apiVersion", "/metadata/name", "/metadata/namespace", "/metadata/generateName"];

    /// <summary>Null when there are none.</summary>
    public static JsonObject? Of(FederatedObject federated, Action<JsonObject, string> warn)
    {
        var rules = new JsonArray();
        var seen = new HashSet<string>();
        foreach (var cluster in federated.Source.Objects("spec", "overrides"))
        {
            var name = cluster.Str("clusterName") ?? "";
            if (!seen.Add(name))
            {
                warn(federated.Source, $"cluster {name} stands more than once among its overrides, which KubeFed refuses; the first counts");
                continue;
            }
            var plaintext = Operations(federated.Source, name, [.. cluster.Objects("clusterOverrides")], warn);
            if (plaintext.Count > 0)
            {
                rules.Add(new JsonObject
                {
                    ["targetCluster"] = new JsonObject { ["clusterNames"] = new JsonArray(name) },
                    ["overriders"] = new JsonObject { ["plaintext"] = plaintext },
                });
            }
        }
        return rules.Count == 0 ? null : federated.Overrides(rules);
    }

    private static JsonArray Operations(JsonObject source, string cluster, JsonObject[] overrides, Action<JsonObject, string> warn)
    {
        var operations = new JsonArray();
        var seen = new HashSet<string>();
        foreach (var one in overrides)
        {
            var path = one.Str("path") ?? "";
            if (Forbidden.Contains(path))
                warn(source, $"the override of {path} for cluster {cluster} is one that KubeFed refuses; it is left out");
            else if (!seen.Add(path))
                warn(source, $"{path} stands more than once among the overrides for cluster {cluster}, which KubeFed refuses; the first counts");
            else
            {
                var operation = new JsonObject { ["path"] = path, ["operator"] = one.Str("op") is { Length: > 0 } op ? op : "replace" };
                if (one.ContainsKey("value"))
                    operation["value"] = one["value"]?.DeepClone();
                operations.Add(operation);
            }
        }
        return operations;
    }
}
