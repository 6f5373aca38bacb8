using System.Text.Json.Nodes;
using Geofed.Client;

namespace Geofed.Clusters.Stacks;

/// <summary>
/// The kubeconfig of a GKE cluster, as gcloud writes it: no secret is in it, for the credentials come from GKE's program, or from Google's Application Default Credentials where
/// that is not installed.
/// </summary>
internal static class GkeKubeconfig
{
    private const string InstallHint = "Install gke-gcloud-auth-plugin: https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl#install_plugin";

    /// <param name="dnsEndpoint">Of the control plane, with a certificate that everybody trusts; null for the address and the cluster's own authority.</param>
    /// <param name="authority">PEM in base64, as GKE tells it.</param>
    public static Kubeconfig Write(string name, string? endpoint, string? dnsEndpoint, string? authority)
    {
        var cluster = new JsonObject { ["server"] = "https://" + (dnsEndpoint ?? endpoint) };
        if (dnsEndpoint is null)
            cluster["certificate-authority-data"] = authority;
        return new(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["clusters"] = new JsonArray(new JsonObject { ["name"] = name, ["cluster"] = cluster }),
            ["contexts"] = new JsonArray(new JsonObject { ["name"] = name, ["context"] = new JsonObject { ["cluster"] = name, ["user"] = name } }),
            ["users"] = new JsonArray(new JsonObject
            {
                ["name"] = name,
                ["user"] = new JsonObject
                {
                    ["exec"] = new JsonObject
                    {
                        ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
                        ["command"] = GoogleCredentials.Plugin,
                        ["installHint"] = InstallHint,
                        ["provideClusterInfo"] = true,
                        ["interactiveMode"] = "IfAvailable",
                    },
                },
            }),
            ["current-context"] = name,
        });
    }
}
