using System.Text.Json.Nodes;
using Geofed.Model.Local;

namespace Geofed.Server;

/// <summary>The resources of the root API, as <c>kubectl</c> and the cmdlets see them.</summary>
internal static class RootDefinitions
{
    public static IReadOnlyList<JsonObject> All => [SimulatedClusters, Federations];

    private static JsonObject SimulatedClusters => Definition("simulatedclusters", "SimulatedCluster", "simc", """
        {
          "type": "object", "required": ["region"],
          "properties": {
            "provider": { "type": "string" },
            "region": { "type": "string", "minLength": 1 },
            "zones": { "type": "array", "items": { "type": "string" } },
            "kubernetesVersion": { "type": "string", "pattern": "^v[0-9]+\\.[0-9]+\\.[0-9]+.*$" },
            "nodePools": {
              "type": "array",
              "items": {
                "type": "object", "required": ["name", "machineType", "count"],
                "properties": {
                  "name": { "type": "string", "pattern": "^[a-z]([-a-z0-9]*[a-z0-9])?$", "maxLength": 40 },
                  "machineType": { "type": "string", "minLength": 1 },
                  "count": { "type": "integer", "minimum": 0, "maximum": 5000 },
                  "accelerator": {
                    "type": "object", "required": ["type"],
                    "properties": { "type": { "type": "string" }, "count": { "type": "integer", "minimum": 1, "maximum": 16 } }
                  },
                  "spot": { "type": "boolean" },
                  "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                  "taints": {
                    "type": "array",
                    "items": {
                      "type": "object", "required": ["key", "effect"],
                      "properties": {
                        "key": { "type": "string" }, "value": { "type": "string" },
                        "effect": { "type": "string", "enum": ["NoSchedule", "PreferNoSchedule", "NoExecute"] }
                      }
                    }
                  }
                }
              }
            },
            "timing": { "type": "object", "properties": { "podStart": { "type": "string" }, "podStop": { "type": "string" }, "jobDuration": { "type": "string" }, "roundTrip": { "type": "string" } } },
            "outage": { "type": "string", "enum": ["Refuse", "Hang"] }
          }
        }
        """,
        ("Region", ".spec.region"), ("Status", ".status.phase"), ("Outage", ".status.outage"), ("Endpoint", ".status.endpoint"));

    private static JsonObject Federations => Definition("federations", "Federation", "fed", """
        {
          "type": "object",
          "properties": {
            "failover": {
              "type": "object",
              "properties": {
                "automatic": { "type": "boolean" },
                "taintAfterSeconds": { "type": "integer", "minimum": 0 },
                "tolerationSeconds": { "type": "integer", "minimum": 0 },
                "purgeMode": { "type": "string", "enum": ["Gracefully", "Directly"] },
                "gracePeriodSeconds": { "type": "integer", "minimum": 0 },
                "returnAfterSeconds": { "type": "integer", "minimum": 0 }
              }
            }
          }
        }
        """,
        ("Status", ".status.phase"), ("Endpoint", ".status.endpoint"));

    private static JsonObject Definition(string plural, string kind, string shortName, string spec, params (string Name, string Path)[] columns) => JsonNode.Parse($$"""
        {
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
          "metadata": { "name": "{{plural}}.{{LocalApi.Group}}" },
          "spec": {
            "group": "{{LocalApi.Group}}", "scope": "Cluster",
            "names": { "plural": "{{plural}}", "singular": "{{kind.ToLowerInvariant()}}", "kind": "{{kind}}", "listKind": "{{kind}}List", "shortNames": ["{{shortName}}"] },
            "versions": [ {
              "name": "{{LocalApi.Version}}", "served": true, "storage": true, "subresources": { "status": {} },
              "additionalPrinterColumns": [{{string.Join(", ", columns.Append(("Age", ".metadata.creationTimestamp")).Select(Column))}}],
              "schema": { "openAPIV3Schema": { "type": "object", "required": ["spec"], "properties": {
                "spec": {{spec}},
                "status": {
                  "type": "object",
                  "properties": {
                    "phase": { "type": "string" }, "message": { "type": "string" }, "endpoint": { "type": "string" },
                    "kubeconfig": { "type": "string" }, "kubernetesVersion": { "type": "string" }, "outage": { "type": "string" }
                  }
                }
              } } }
            } ]
          }
        }
        """)!.AsObject();

    private static string Column((string Name, string Path) column) =>
        $$"""{ "name": "{{column.Name}}", "type": "{{(column.Name == "Age" ? "date" : "string")}}", "jsonPath": "{{column.Path}}" }""";
}
