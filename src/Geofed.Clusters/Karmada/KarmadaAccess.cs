using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Clusters.Karmada;

/// <summary>How a Karmada that was installed on a host cluster is reached from outside.</summary>
/// <param name="Kubeconfig">With full rights.</param>
/// <param name="Balancer">Address of its load balancer; null when it has none.</param>
public sealed record KarmadaAccess(Kubeconfig Kubeconfig, string? Balancer)
{
    private static readonly ResourceCollection Secrets = new(new("", "v1", "secrets"));
    private static readonly ResourceCollection Services = new(new("", "v1", "services"));

    /// <summary>Reads the admin kubeconfig from the host cluster, and waits until the load balancer has an address.</summary>
    /// <exception cref="TimeoutException">Something is not there after <paramref name="timeout"/>; the message says what.</exception>
    /// <exception cref="FormatException">What the chart left is no kubeconfig.</exception>
    /// <exception cref="ClusterUnreachableException">The host cluster does not answer.</exception>
    /// <exception cref="KubeApiException">The host cluster's secrets may not be read.</exception>
    public static async Task<KarmadaAccess> ReadAsync(KarmadaSpec spec, IKubeApi host, TimeSpan timeout, TimeProvider time, CancellationToken ct)
    {
        var secret = (Secrets with { Namespace = spec.Namespace }).Named(KarmadaProgram.KubeconfigSecret);
        var service = (Services with { Namespace = spec.Namespace }).Named(KarmadaProgram.ApiService);
        await using var follower = new ObjectFollower(host, [secret, service], time, ct);
        var ((access, lacks), done) = await follower.UntilAsync(
            async token => Of(spec, await host.FindAsync(secret, token).ConfigureAwait(false), await host.FindAsync(service, token).ConfigureAwait(false)),
            reading => reading.Access is not null, timeout, ct).ConfigureAwait(false);
        return done ? access! : throw new TimeoutException($"Federation '{spec.Federation}' is installed on cluster '{spec.HostCluster}', but after {timeout.TotalSeconds:0} s {lacks}.");
    }

    /// <summary>What the two objects tell; what is still lacking when that is not enough.</summary>
    internal static (KarmadaAccess? Access, string? Lacks) Of(KarmadaSpec spec, JsonObject? secret, JsonObject? service)
    {
        if (AdminKubeconfig.Read(secret) is not { } admin)
            return (null, $"the secret '{KarmadaProgram.KubeconfigSecret}' in namespace '{spec.Namespace}' is not there");
        if (service.Objects("spec", "ports").FirstOrDefault().Int("port") is not { } port)
            return (null, $"the service '{KarmadaProgram.ApiService}' in namespace '{spec.Namespace}' is not there");
        var ingress = service.Objects("status", "loadBalancer", "ingress").FirstOrDefault();
        var balancer = ingress.Str("ip") is { Length: > 0 } ip ? ip : ingress.Str("hostname") is { Length: > 0 } name ? name : null;
        if ((spec.Hosts.Count > 0 ? spec.Hosts[0] : balancer) is not { } address)
            return (null, $"the load balancer of the service '{KarmadaProgram.ApiService}' has no address");
        return (new(AdminKubeconfig.At(admin, address, (int)port, isCertified: spec.Hosts.Contains(address)), balancer), null);
    }

    /// <summary>Never a secret.</summary>
    public override string ToString() => Kubeconfig.Connect().Endpoint.ToString();
}
