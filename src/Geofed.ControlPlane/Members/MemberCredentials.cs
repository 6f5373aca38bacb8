using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>How a member is reached: its Cluster's address and the Secret that it refers to. Its text tells no secret.</summary>
public sealed record MemberCredentials(string Cluster, Uri Endpoint, string Token)
{
    /// <summary>The certificates (PEM) that the member is trusted by; null for those of the machine.</summary>
    public string? CertificateAuthority { get; init; }

    public bool SkipTlsVerification { get; init; }

    /// <summary>Reads them from a Cluster and its Secret.</summary>
    /// <exception cref="FormatException">Something is missing; the message says what.</exception>
    public static MemberCredentials From(JsonObject cluster, JsonObject? secret)
    {
        var name = cluster.Str("spec", "secretRef", "name");
        var reference = $"{cluster.Str("spec", "secretRef", "namespace")}/{name}";
        if (!Uri.TryCreate(cluster.Str("spec", "apiEndpoint"), UriKind.Absolute, out var endpoint))
            throw new FormatException("the Cluster has no spec.apiEndpoint");
        if (name is null)
            throw new FormatException("the Cluster has no spec.secretRef");
        if (secret is null)
            throw new FormatException($"its Secret {reference} does not exist");
        if (Read(secret, "token") is not { Length: > 0 } token)
            throw new FormatException($"its Secret {reference} has no token");
        return new(cluster.Name(), endpoint, token)
        {
            CertificateAuthority = Read(secret, "caBundle"),
            SkipTlsVerification = cluster.Bool("spec", "insecureSkipTLSVerification") == true,
        };
    }

    public override string ToString() => $"{Cluster} at {Endpoint}";

    private static string? Read(JsonObject secret, string key) =>
        secret.Str("data", key) is { Length: > 0 } data ? Encoding.UTF8.GetString(Convert.FromBase64String(data)) : null;
}
