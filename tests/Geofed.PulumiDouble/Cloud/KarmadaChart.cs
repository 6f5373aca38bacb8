using System.Text;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters.Karmada;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.PulumiDouble;

/// <summary>
/// Karmada's Helm chart, played on a simulated host cluster: the control plane is a federation of the cloud's own server; what the chart leaves on the host is a secret with its
/// admin kubeconfig, and a service with the load balancer at which it is reached.
/// </summary>
internal sealed class KarmadaChart(SimulatedCloud cloud, KubeConnection connection, string ns)
{
    private readonly ResourceCollection _secrets = new(new("", "v1", "secrets"), ns);
    private readonly ResourceCollection _services = new(new("", "v1", "services"), ns);

    /// <summary>A host cluster has one, so its name will do.</summary>
    private string Federation => connection.Endpoint.Segments[^1].Trim('/');

    public async Task<bool> IsThereAsync(IKubeApi host, CancellationToken ct) => await host.FindAsync(_services.Named(KarmadaProgram.ApiService), ct).ConfigureAwait(false) is not null;

    public async Task InstallAsync(IKubeApi host, CancellationToken ct)
    {
        if (await IsThereAsync(host, ct).ConfigureAwait(false))
            throw new ProviderException("cannot re-use a name that is still in use\n");
        var admin = await cloud.OpenFederationAsync(Federation, ct).ConfigureAwait(false);
        var address = admin.Connect().Endpoint;
        // The certificate knows the name that is used inside, and callers from outside have an address.
        admin.Document.Objects("clusters").Single().Obj("cluster")!["server"] = new UriBuilder(address) { Host = "localhost" }.Uri.ToString().TrimEnd('/');
        await host.CreateAsync(_secrets, new()
        {
            ["metadata"] = new JsonObject { ["name"] = KarmadaProgram.KubeconfigSecret },
            ["data"] = new JsonObject { [KarmadaProgram.KubeconfigKey] = Convert.ToBase64String(Encoding.UTF8.GetBytes(YamlText.Write(admin.Document))) },
        }, new("helm"), ct).ConfigureAwait(false);
        var service = await host.CreateAsync(_services, new()
        {
            ["metadata"] = new JsonObject { ["name"] = KarmadaProgram.ApiService },
            ["spec"] = new JsonObject { ["type"] = "LoadBalancer", ["ports"] = new JsonArray(new JsonObject { ["port"] = address.Port }) },
        }, new("helm"), ct).ConfigureAwait(false);
        service["status"] = new JsonObject { ["loadBalancer"] = new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = address.Host }) } };
        await host.ReplaceAsync(_services.Named(KarmadaProgram.ApiService, "status"), service, new("gke"), ct).ConfigureAwait(false);
    }

    public async Task UninstallAsync(IKubeApi host, CancellationToken ct)
    {
        await cloud.CloseFederationAsync(Federation, ct).ConfigureAwait(false);
        await host.DeleteIfThereAsync(_services.Named(KarmadaProgram.ApiService), ct).ConfigureAwait(false);
        await host.DeleteIfThereAsync(_secrets.Named(KarmadaProgram.KubeconfigSecret), ct).ConfigureAwait(false);
    }
}
