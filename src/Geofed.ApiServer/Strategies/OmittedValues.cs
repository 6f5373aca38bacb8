using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>
/// What Go does not write: an empty list or map, and the zero of a field that is no pointer ("omitempty" in k8s.io/api types). A client
/// that sends them gets them back left out. An empty struct stays: <c>emptyDir: {}</c>.
/// </summary>
internal static class OmittedValues
{
    /// <summary>Lists and maps that are written even when empty, for they have no omitempty.</summary>
    private static readonly HashSet<string> AlwaysWritten =
    [
        "containers", "rules", "endpoints", "ports", "nodeSelectorTerms", "paths", "addresses", "verbs", "conditions", "versions", "drivers",
    ];

    private static readonly HashSet<string> Flags =
    [
        "readOnly", "hostNetwork", "hostPID", "hostIPC", "stdin", "stdinOnce", "tty", "unschedulable", "publishNotReadyAddresses", "globalDefault",
    ];

    private static readonly HashSet<string> Numbers =
    [
        "hostPort", "nodePort", "minReadySeconds", "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold", "healthCheckNodePort",
        "observedGeneration", "readyReplicas", "updatedReplicas", "unavailableReplicas", "currentReplicas", "fullyLabeledReplicas", "updatedNumberScheduled", "numberAvailable",
        "numberUnavailable", "active", "succeeded", "failed", "generation", "partition",
    ];

    private static readonly HashSet<string> Texts =
    [
        "value", "nodeName", "serviceAccountName", "serviceAccount", "hostname", "subdomain", "clusterIP", "loadBalancerIP", "externalName", "priorityClassName", "workingDir", "subPath",
        "subPathExpr", "volumeName", "operator", "generateName", "namespace", "hostIP", "podIP", "host", "phase", "podCIDR", "providerID",
    ];

    public static void Drop(JsonObject obj, SchemaNode schema)
    {
        foreach (var key in obj.Select(p => p.Key).ToList())
        {
            if (obj[key] is not { } value)
                continue;
            var below = schema.Properties.GetValueOrDefault(key) ?? schema.Values;
            if (below is not null)
                Into(value, below);
            if (IsOmitted(obj, key, value, below))
                obj.Remove(key);
        }
    }

    private static void Into(JsonNode value, SchemaNode schema)
    {
        if (value is JsonObject o && schema.Type == SchemaType.Object)
            Drop(o, schema);
        else if (value is JsonArray list && schema.Items is { Type: SchemaType.Object } items)
        {
            foreach (var item in list.OfType<JsonObject>())
                Drop(item, items);
        }
    }

    private static bool IsOmitted(JsonObject parent, string key, JsonNode value, SchemaNode? schema) => value switch
    {
        JsonArray { Count: 0 } => !AlwaysWritten.Contains(key),
        JsonObject { Count: 0 } => schema?.Type == SchemaType.Map && !AlwaysWritten.Contains(key),
        _ => value.GetValueKind() switch
        {
            // The one readOnly that is a pointer is azureDisk's.
            JsonValueKind.False => Flags.Contains(key) && !(key == "readOnly" && parent.ContainsKey("diskURI")),
            // A StatefulSet's partition is a pointer, a gcePersistentDisk's is not.
            JsonValueKind.Number => Numbers.Contains(key) && value.Int() == 0 && !(key == "partition" && !parent.ContainsKey("pdName")),
            JsonValueKind.String => value.Str() == "" && Texts.Contains(key),
            _ => false,
        },
    };
}
