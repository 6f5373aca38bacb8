using System.Text;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.Clusters.Karmada;

/// <summary>The admin kubeconfig that Karmada's chart leaves on the host cluster, made fit for callers from outside. Pure.</summary>
internal static class AdminKubeconfig
{
    /// <summary>Of the secret; null while the chart has not written it.</summary>
    /// <exception cref="FormatException">It holds something else. The message quotes nothing of it.</exception>
    public static Kubeconfig? Read(JsonObject? secret)
    {
        if (secret.Str("data", KarmadaProgram.KubeconfigKey) is not { Length: > 0 } data)
            return null;
        try
        {
            if (YamlText.ReadOne(Encoding.UTF8.GetString(Convert.FromBase64String(data))) is JsonObject document)
                return new Kubeconfig(document).Only(null);
        }
        catch (FormatException)
        {
            // Told below: the reason might quote a secret.
        }
        throw new FormatException($"The secret '{KarmadaProgram.KubeconfigSecret}' on the host cluster holds no kubeconfig.");
    }

    /// <summary>The same with another address. The name that its certificate has is still expected there, unless the certificate was made for the address, too.</summary>
    /// <param name="isCertified">Whether the address is one of those that the certificate was made for.</param>
    public static Kubeconfig At(Kubeconfig admin, string host, int port, bool isCertified)
    {
        var moved = new Kubeconfig(admin.Document.Copy());
        var cluster = moved.Document.Objects("clusters").Single().Obj("cluster")!;
        var inside = admin.Connect().Endpoint;
        cluster["server"] = new UriBuilder(inside) { Host = host, Port = port }.Uri.ToString().TrimEnd('/');
        if (!isCertified && cluster.Str("tls-server-name") is null && inside.Host != host)
            cluster["tls-server-name"] = inside.Host;
        return moved;
    }
}
