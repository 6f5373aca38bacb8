using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.PulumiDouble;

/// <summary>
/// Objects of Kubernetes that a program makes: their metadata, spec and status as the provider would answer. Namespaces, and Karmada's chart, are made on the simulated cluster that
/// the provider's kubeconfig leads to, if clusters are played.
/// </summary>
internal sealed class KubernetesObjects(SimulatedCloud? cloud)
{
    private const string Namespace = "kubernetes:core/v1:Namespace";
    private const string Release = "kubernetes:helm.sh/v3:Release";

    /// <exception cref="ProviderException">It could not be done.</exception>
    public async Task<ProviderAnswer?> DoAsync(ProviderRequest request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var (name, ns) = (request.Inputs.Str("metadata", "name") ?? request.Inputs.Str("name") ?? request.Name, request.Inputs.Str("metadata", "namespace") ?? request.Inputs.Str("namespace"));
        if (cloud is not null && request.Type is Namespace or Release && SecretValue.Reveal(request.Provider).Str("kubeconfig") is { Length: > 0 } kubeconfig)
        {
            try
            {
                if (!await DoOnHostAsync(cloud, new Kubeconfig((JsonObject)YamlText.ReadOne(kubeconfig)!).Connect(), request, name, ns, ct).ConfigureAwait(false))
                    return null;
            }
            catch (Exception e) when (e is ClusterUnreachableException or KubeApiException or FormatException)
            {
                throw new ProviderException($"configured Kubernetes cluster is unreachable: {e.Message}\n");
            }
        }
        if (request.Operation == "delete")
            return null;
        var outputs = new JsonObject();
        if (request.Type == Release)
            outputs["status"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["revision"] = 1, ["status"] = "deployed", ["version"] = request.Inputs.Str("version") };
        return new(request.Id.Length > 0 ? request.Id : ns is null ? name : $"{ns}/{name}", outputs);
    }

    /// <summary>False when it is not there, or no longer.</summary>
    private static async Task<bool> DoOnHostAsync(SimulatedCloud cloud, KubeConnection connection, ProviderRequest request, string name, string? ns, CancellationToken ct)
    {
        using var host = new HttpKubeApi(connection);
        var namespaces = new ResourceCollection(new("", "v1", "namespaces"));
        var chart = new KarmadaChart(cloud, connection, ns ?? "default");
        switch (request.Operation, request.Type)
        {
            case ("create", Namespace):
                await host.CreateAsync(namespaces, new() { ["metadata"] = new JsonObject { ["name"] = name } }, new("pulumi"), ct).ConfigureAwait(false);
                return true;
            case ("delete", Namespace):
                await host.DeleteIfThereAsync(namespaces.Named(name), ct).ConfigureAwait(false);
                return false;
            case ("read", Namespace):
                return await host.FindAsync(namespaces.Named(name), ct).ConfigureAwait(false) is not null;
            case ("create", _):
                await chart.InstallAsync(host, ct).ConfigureAwait(false);
                return true;
            case ("delete", _):
                await chart.UninstallAsync(host, ct).ConfigureAwait(false);
                return false;
            case ("read", _):
                return await chart.IsThereAsync(host, ct).ConfigureAwait(false);
            default:
                return true;
        }
    }
}
