using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>What a program answered that credentials were asked of.</summary>
internal static class ExecCredential
{
    /// <summary>Reads the answer. It is never quoted in an error, for it may hold a secret.</summary>
    /// <exception cref="CredentialsException">It is no answer of the protocol.</exception>
    public static Credential Read(ExecPlugin plugin, string answer)
    {
        CredentialsException Wrong(string what) => new($"{plugin.Command} {what}.");
        try
        {
            var document = JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes(answer));
            if (document.Str("kind") != "ExecCredential" || document.Str("apiVersion") != plugin.ApiVersion)
                throw Wrong($"answered {document.Str("apiVersion")} {document.Str("kind")}, where the kubeconfig wants {plugin.ApiVersion} ExecCredential");
            var (token, certificate, key) = (document.Str("status", "token"), document.Str("status", "clientCertificateData"), document.Str("status", "clientKeyData"));
            if (string.IsNullOrEmpty(token) && string.IsNullOrEmpty(certificate))
                throw Wrong("answered neither a token nor a certificate");
            if (string.IsNullOrEmpty(certificate) != string.IsNullOrEmpty(key))
                throw Wrong("answered a certificate without its key, or a key without its certificate");
            return new(token, string.IsNullOrEmpty(certificate) ? null : X509Certificate2.CreateFromPem(certificate, key), KubeTime.Parse(document.Str("status", "expirationTimestamp")));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Wrong("answered something that is not JSON");
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            throw Wrong("answered a certificate that cannot be read");
        }
    }
}
