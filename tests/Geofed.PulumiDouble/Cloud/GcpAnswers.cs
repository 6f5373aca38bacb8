using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>What Google would answer to the creation of a resource: its id, and outputs beyond its inputs, as the provider names them (contract 4.x).</summary>
internal static class GcpAnswers
{
    public const string MasterVersion = "1.33.4-gke.1036000";
    private const string Compute = "https://www.googleapis.com/compute/v1/";

    /// <param name="inputs">Of the resource; <c>name</c> is there where the type has one.</param>
    /// <param name="provider">The inputs of its provider, for project and region.</param>
    public static (string Id, JsonObject Outputs) To(string type, string logicalName, JsonObject inputs, JsonObject provider)
    {
        var project = Project(inputs, provider);
        var region = inputs.Str("region") ?? provider.Str("region") ?? "us-central1";
        var name = inputs.Str("name") ?? logicalName;
        return type switch
        {
            "gcp:compute/network:Network" => Linked($"projects/{project}/global/networks/{name}"),
            "gcp:compute/globalAddress:GlobalAddress" => Linked($"projects/{project}/global/addresses/{name}"),
            "gcp:compute/firewall:Firewall" => Linked($"projects/{project}/global/firewalls/{name}"),
            "gcp:compute/subnetwork:Subnetwork" => Linked($"projects/{project}/regions/{region}/subnetworks/{name}", ("gatewayAddress", "10.0.0.1")),
            "gcp:compute/router:Router" => Linked($"projects/{project}/regions/{region}/routers/{name}"),
            "gcp:compute/routerNat:RouterNat" => ($"{project}/{region}/{inputs.Str("router")}/{name}", []),
            "gcp:serviceaccount/account:Account" => Account(project, inputs.Str("accountId") ?? name),
            "gcp:projects/iAMMember:IAMMember" => ($"{project}/{inputs.Str("role")}/{inputs.Str("member")}", new() { ["etag"] = "BwYdouble=" }),
            "gcp:serviceaccount/iAMMember:IAMMember" => ($"{inputs.Str("serviceAccountId")}/{inputs.Str("role")}/{inputs.Str("member")}", new() { ["etag"] = "BwYdouble=" }),
            "gcp:projects/service:Service" => ($"{project}/{inputs.Str("service")}", new() { ["project"] = project }),
            "gcp:gkehub/membership:Membership" => ($"projects/{project}/locations/{inputs.Str("location") ?? "global"}/memberships/{inputs.Str("membershipId")}", []),
            "gcp:gkehub/feature:Feature" => ($"projects/{project}/locations/{inputs.Str("location") ?? "global"}/features/{name}", []),
            "gcp:gkehub/fleet:Fleet" => ($"projects/{project}/locations/global/fleets/default", []),
            "gcp:storage/bucket:Bucket" => (name, new() { ["url"] = "gs://" + name, ["selfLink"] = "https://www.googleapis.com/storage/v1/b/" + name }),
            "gcp:container/cluster:Cluster" => Cluster(project, inputs, name),
            "gcp:container/nodePool:NodePool" => ($"{inputs.Str("cluster")}/nodePools/{name}", new() { ["version"] = MasterVersion, ["instanceGroupUrls"] = new JsonArray() }),
            _ => (Guid.NewGuid().ToString(), []),
        };
    }

    public static string Project(JsonObject inputs, JsonObject provider) => inputs.Str("project") ?? provider.Str("project") ?? "project";

    public static string ClusterId(string project, JsonObject inputs) => $"projects/{project}/locations/{inputs.Str("location")}/clusters/{inputs.Str("name")}";

    private static (string, JsonObject) Linked(string id, params (string Key, string Value)[] more)
    {
        var outputs = new JsonObject { ["id"] = id, ["selfLink"] = Compute + id };
        foreach (var (key, value) in more)
            outputs[key] = value;
        return (id, outputs);
    }

    private static (string, JsonObject) Account(string project, string account)
    {
        var email = $"{account}@{project}.iam.gserviceaccount.com";
        var id = $"projects/{project}/serviceAccounts/{email}";
        return (id, new() { ["email"] = email, ["member"] = "serviceAccount:" + email, ["name"] = id, ["project"] = project, ["uniqueId"] = "100000000000000000001" });
    }

    private static (string, JsonObject) Cluster(string project, JsonObject inputs, string name)
    {
        var id = ClusterId(project, inputs);
        var outputs = new JsonObject
        {
            ["endpoint"] = "203.0.113.10",
            ["masterVersion"] = MasterVersion,
            ["selfLink"] = "https://container.googleapis.com/v1/" + id,
            ["labelFingerprint"] = "a9dc16a7",
            ["servicesIpv4Cidr"] = "10.20.0.0/20",
            ["masterAuth"] = new JsonObject { ["clientCertificate"] = "", ["clientKey"] = "", ["clusterCaCertificate"] = Convert.ToBase64String("-----BEGIN CERTIFICATE-----\n"u8) },
        };
        if (inputs.Obj("fleet") is not null)
        {
            outputs["fleet"] = new JsonObject
            {
                ["membership"] = $"//gkehub.googleapis.com/projects/{project}/locations/global/memberships/{name}",
                ["membershipId"] = name,
                ["membershipLocation"] = "global",
                ["preRegistered"] = false,
                ["project"] = project,
            };
        }
        if (inputs.Obj("controlPlaneEndpointsConfig").Copy() is { } endpoints)
        {
            endpoints.Ensure("dnsEndpointConfig")["endpoint"] = $"gke-d0ub1e-{name}.{inputs.Str("location")}.gke.goog";
            outputs["controlPlaneEndpointsConfig"] = endpoints;
        }
        return (id, outputs);
    }
}
