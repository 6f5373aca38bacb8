using System.Text;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Opens members with the credentials that they were joined with: the Secret that a <c>Cluster</c> refers to.</summary>
/// <param name="open">How to reach an address with a token and a CA; over HTTPS when null.</param>
public sealed class MemberAccess(IKubeApi federation, Func<Uri, string, byte[]?, IKubeApi>? open = null)
{
    private static readonly GroupVersionResource Secrets = new("", "v1", "secrets");
    private readonly Func<Uri, string, byte[]?, IKubeApi> _open = open ?? ((endpoint, token, ca) => HttpKubeApi.FromToken(endpoint, token, ca));

    /// <summary>The member of that name.</summary>
    /// <exception cref="ClusterUnreachableException">It cannot be opened from here.</exception>
    public async Task<IKubeApi> OpenMemberAsync(string member, CancellationToken ct) =>
        await OpenAsync(await federation.GetAsync(new(KarmadaApi.Clusters, null, member), ct).ConfigureAwait(false), ct).ConfigureAwait(false);

    /// <exception cref="ClusterUnreachableException">The member cannot be opened from here, e.g. because it pulls.</exception>
    public async Task<IKubeApi> OpenAsync(JsonObject cluster, CancellationToken ct)
    {
        if (!Uri.TryCreate(cluster.Str("spec", "apiEndpoint"), UriKind.Absolute, out var endpoint)
            || cluster.Str("spec", "secretRef", "name") is not { } secretName)
            throw new ClusterUnreachableException($"Cluster '{cluster.Name()}' cannot be asked from here: it has no address or no secret.");
        var secret = await federation.GetAsync(new(Secrets, cluster.Str("spec", "secretRef", "namespace"), secretName), ct).ConfigureAwait(false);
        var ca = Data(secret, "caBundle");
        return _open(endpoint, Encoding.UTF8.GetString(Data(secret, "token") ?? []), ca);
    }

    private static byte[]? Data(JsonObject secret, string key) => secret.Str("data", key) is { } text ? Convert.FromBase64String(text) : null;
}
