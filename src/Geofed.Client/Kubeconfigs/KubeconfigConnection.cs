using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>Resolves a context of a kubeconfig. Data written into the file wins over a file that it names, as in client-go.</summary>
internal static class KubeconfigConnection
{
    public static KubeConnection From(Kubeconfig config, string? contextName)
    {
        var name = contextName ?? config.CurrentContext
            ?? throw new FormatException("The kubeconfig has no current context; name one of: " + string.Join(", ", config.Contexts));
        var context = config.Find("contexts", name)?.Obj("context")
            ?? throw new FormatException($"The kubeconfig has no context \"{name}\"; it has: {string.Join(", ", config.Contexts)}");
        var cluster = config.Find("clusters", context.Str("cluster") ?? "")?.Obj("cluster")
            ?? throw new FormatException($"Context \"{name}\" of the kubeconfig names cluster \"{context.Str("cluster")}\", which the file does not have.");
        var user = config.Find("users", context.Str("user") ?? "")?.Obj("user") ?? [];
        if (!Uri.TryCreate(cluster.Str("server"), UriKind.Absolute, out var server) || server.Scheme is not ("https" or "http"))
            throw new FormatException($"Context \"{name}\" of the kubeconfig: \"{cluster.Str("server")}\" is not the address of a server.");
        return new(server)
        {
            CertificateAuthority = Bytes(cluster, "certificate-authority", name),
            Insecure = cluster.Bool("insecure-skip-tls-verify") == true,
            TlsServerName = cluster.Str("tls-server-name"),
            ClientCertificate = Certificate(user, name),
            Credentials = Credentials(user, cluster, $"Context \"{name}\" of the kubeconfig"),
            Namespace = context.Str("namespace"),
        };
    }

    /// <summary>A token goes before a token's file, and both before a program (client-go tools/clientcmd/client_config.go getUserIdentificationPartialConfig).</summary>
    private static ICredentials? Credentials(JsonObject user, JsonObject cluster, string whose)
    {
        if (user.Str("token") is { Length: > 0 } token)
            return new StaticCredentials(() => token);
        if (user.Str("tokenFile") is { Length: > 0 } file)
            return new StaticCredentials(() => File.ReadAllText(file).Trim());
        if (user.Obj("exec") is not { } exec)
            return user.At("auth-provider") is null ? null : throw new FormatException($"{whose} gets its credentials from an auth-provider, which Kubernetes has removed; make the kubeconfig anew.");
        var plugin = ExecPlugin.From(exec, cluster, whose);
        return new CachedCredentials(GoogleCredentials.StandsInFor(plugin) ? GoogleCredentials.GetAsync : ct => ExecRun.RunAsync(plugin, ct), TimeProvider.System);
    }

    private static X509Certificate2? Certificate(JsonObject user, string context)
    {
        var certificate = Bytes(user, "client-certificate", context);
        var key = Bytes(user, "client-key", context);
        if (certificate is null || key is null)
            return null;
        try
        {
            var pair = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
            if (!OperatingSystem.IsWindows())
                return pair;
            // Windows' TLS cannot use a key that exists in memory only.
            using (pair)
                return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new FormatException($"Context \"{context}\" of the kubeconfig: its client certificate and key cannot be read: {e.Message}");
        }
    }

    private static byte[]? Bytes(JsonObject entry, string key, string context)
    {
        try
        {
            if (entry.Str(key + "-data") is { Length: > 0 } data)
                return Convert.FromBase64String(data);
            return entry.Str(key) is { Length: > 0 } path ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            // The data itself may be a secret; the field's name is enough.
            throw new FormatException($"Context \"{context}\" of the kubeconfig: {key} cannot be read{(e is FormatException ? " (it is not base64)" : ": " + e.Message)}");
        }
    }
}
