using System.Text.Json.Nodes;

namespace Geofed.Model.Ai;

/// <summary>Geofed's own resource of a federation: where data lies that jobs read.</summary>
public static class DatasetApi
{
    public const string Kind = "Dataset";

    public static readonly GroupVersionResource Datasets = new("ai.geofed.io", "v1alpha1", "datasets");

    /// <summary>Its CustomResourceDefinition, for any API server. Not shared: each caller gets a copy of its own.</summary>
    public static JsonObject Definition => JsonNode.Parse("""
        {
          "apiVersion": "apiextensions.k8s.io/v1",
          "kind": "CustomResourceDefinition",
          "metadata": { "name": "datasets.ai.geofed.io" },
          "spec": {
            "group": "ai.geofed.io",
            "scope": "Cluster",
            "names": { "plural": "datasets", "singular": "dataset", "kind": "Dataset", "listKind": "DatasetList", "categories": ["geofed-io"] },
            "versions": [
              {
                "name": "v1alpha1",
                "served": true,
                "storage": true,
                "additionalPrinterColumns": [
                  { "name": "Uri", "type": "string", "jsonPath": ".spec.uri" },
                  { "name": "GB", "type": "number", "jsonPath": ".spec.sizeGB" },
                  { "name": "Regions", "type": "string", "jsonPath": ".spec.replicas[*].region" },
                  { "name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp" }
                ],
                "schema": {
                  "openAPIV3Schema": {
                    "type": "object",
                    "description": "Data that jobs read: how much it is, and in which regions there is a copy.",
                    "required": ["spec"],
                    "properties": {
                      "apiVersion": { "type": "string" },
                      "kind": { "type": "string" },
                      "metadata": { "type": "object" },
                      "spec": {
                        "type": "object",
                        "required": ["uri", "sizeGB", "replicas"],
                        "properties": {
                          "uri": { "type": "string", "minLength": 1, "description": "Where it is, e.g. gs://bucket/imagenet." },
                          "sizeGB": { "type": "number", "minimum": 0, "description": "Gigabytes (10^9 bytes) of one copy." },
                          "replicas": {
                            "type": "array",
                            "minItems": 1,
                            "description": "The regions that have a copy.",
                            "x-kubernetes-list-type": "map",
                            "x-kubernetes-list-map-keys": ["region"],
                            "items": {
                              "type": "object",
                              "required": ["region"],
                              "properties": {
                                "region": { "type": "string", "minLength": 1 },
                                "uri": { "type": "string", "description": "Where this copy is, when elsewhere." }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            ]
          }
        }
        """)!.AsObject();
}
