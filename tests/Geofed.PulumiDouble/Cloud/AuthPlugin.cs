using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>
/// gke-gcloud-auth-plugin, played: prints an ExecCredential with the token of the simulated cluster that KUBERNETES_EXEC_INFO names, which it
/// does where the kubeconfig says provideClusterInfo.
/// </summary>
internal static class AuthPlugin
{
    private const string ApiVersion = "client.authentication.k8s.io/v1beta1";

    public static int Run(IReadOnlyList<string> arguments, CliEnvironment environment, TextWriter output, TextWriter error)
    {
        if (arguments is ["--version"])
        {
            output.WriteLine("Kubernetes v1.30.2-double");
            return 0;
        }
        if (Token(environment) is not { } token)
        {
            error.WriteLine("pulumi double: KUBERNETES_EXEC_INFO names no cluster of PULUMI_DOUBLE_CLOUD; does the kubeconfig say provideClusterInfo?");
            return 1;
        }
        output.WriteLine(new JsonObject
        {
            ["kind"] = "ExecCredential",
            ["apiVersion"] = ApiVersion,
            ["spec"] = new JsonObject { ["interactive"] = false },
            ["status"] = new JsonObject { ["expirationTimestamp"] = KubeTime.Format(TimeProvider.System.GetUtcNow().AddHours(1)), ["token"] = token },
        }.ToText());
        return 0;
    }

    private static string? Token(CliEnvironment environment)
    {
        if (environment.Cloud is not { } cloud || environment["KUBERNETES_EXEC_INFO"] is not { Length: > 0 } info || JsonNode.Parse(info).Str("spec", "cluster", "server") is not { } server)
            return null;
        var folder = Path.GetDirectoryName(new HomeFolder(cloud).RootKubeconfig)!;
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.yaml").Select(f => Kubeconfig.Load(f).Connect()).FirstOrDefault(c => c.Endpoint.ToString().TrimEnd('/') == server.TrimEnd('/'))?.Credentials?.GetAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult().Token
            : null;
    }
}
