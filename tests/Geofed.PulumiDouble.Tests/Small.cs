using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble.Tests;

/// <summary>Small programs.</summary>
internal static class Small
{
    /// <summary>A provider, a network and a node pool on it, one after the other: what the recorded event streams are about.</summary>
    public static string Program(Action<JsonObject>? change = null, bool pool = true)
    {
        var program = (JsonObject)JsonNode.Parse("""
            {
              "resources": {
                "gcp": { "type": "pulumi:providers:gcp", "defaultProvider": true, "properties": { "project": "acme-ml-prod" }, "options": { "version": "9.37.0" } },
                "network": { "type": "gcp:compute/network:Network", "properties": { "name": "euw4-a-net", "autoCreateSubnetworks": false } },
                "cpuPool": {
                  "type": "gcp:container/nodePool:NodePool",
                  "properties": {
                    "name": "cpu", "cluster": "projects/acme-ml-prod/locations/europe-west4/clusters/euw4-a", "initialNodeCount": 1,
                    "autoscaling": { "totalMinNodeCount": 1, "totalMaxNodeCount": 12 }, "nodeConfig": { "machineType": "e2-standard-8" }
                  },
                  "options": { "dependsOn": ["${network}"], "ignoreChanges": ["initialNodeCount"] }
                }
              },
              "outputs": { "name": "euw4-a", "clusterCaCertificate": { "fn::secret": "${network.selfLink}" } }
            }
            """)!;
        if (!pool)
            program.Obj("resources")!.Remove("cpuPool");
        change?.Invoke(program);
        return program.ToText();
    }

    /// <summary>A cluster with a pool of two GPU nodes.</summary>
    public static string Cluster(bool guarded = true) => $$$"""
        {
          "resources": {
            "gcp": { "type": "pulumi:providers:gcp", "defaultProvider": true, "properties": { "project": "acme", "region": "europe-west4" }, "options": { "version": "9.37.0" } },
            "cluster": {
              "type": "gcp:container/cluster:Cluster",
              "properties": {
                "name": "euw4-a", "location": "europe-west4", "nodeLocations": ["europe-west4-a", "europe-west4-b"], "removeDefaultNodePool": true, "initialNodeCount": 1,
                "fleet": { "project": "acme" }, "controlPlaneEndpointsConfig": { "dnsEndpointConfig": { "allowExternalTraffic": true } }, "deletionProtection": {{{(guarded ? "true" : "false")}}}
              },
              "options": { "protect": {{{(guarded ? "true" : "false")}}} }
            },
            "gpuPool": {
              "type": "gcp:container/nodePool:NodePool",
              "properties": {
                "name": "gpu", "cluster": "${cluster.id}", "initialNodeCount": 1,
                "nodeConfig": {
                  "machineType": "g2-standard-12", "spot": true, "guestAccelerators": [{ "type": "nvidia-l4", "count": 1 }],
                  "labels": { "geofed.dev/pool": "gpu" }, "taints": [{ "key": "nvidia.com/gpu", "value": "present", "effect": "NO_SCHEDULE" }]
                }
              }
            }
          },
          "outputs": { "endpoint": "${cluster.endpoint}", "membership": "${cluster.fleet.membership}", "ca": { "fn::secret": "${cluster.masterAuth.clusterCaCertificate}" } }
        }
        """;
}
