using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>Files that a kubeconfig names are relative to it (client-go tools/clientcmd/loader.go ResolveLocalPaths).</summary>
internal static class KubeconfigPaths
{
    public static void MakeAbsolute(JsonObject document, string folder)
    {
        foreach (var cluster in document.Objects("clusters").Select(c => c.Obj("cluster")))
            Resolve(cluster, folder, "certificate-authority");
        foreach (var user in document.Objects("users").Select(u => u.Obj("user")))
        {
            Resolve(user, folder, "client-certificate");
            Resolve(user, folder, "client-key");
            Resolve(user, folder, "tokenFile");
            // A bare name is looked for on the path.
            if (user.Str("exec", "command") is { } command && command.Contains('/', StringComparison.Ordinal))
                Resolve(user.Obj("exec"), folder, "command");
        }
    }

    private static void Resolve(JsonObject? entry, string folder, string key)
    {
        if (entry.Str(key) is { Length: > 0 } path)
            entry![key] = Path.GetFullPath(path, folder);
    }
}
