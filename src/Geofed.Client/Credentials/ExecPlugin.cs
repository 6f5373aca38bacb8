using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>
/// A program that a kubeconfig names to get credentials from (its <c>exec</c> section), e.g. gke-gcloud-auth-plugin, by the protocol of
/// client.authentication.k8s.io (client-go plugin/pkg/client/auth/exec/exec.go).
/// </summary>
public sealed record ExecPlugin(string Command, string ApiVersion)
{
    private static readonly string[] Versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What to do when the program is not there, in the words of whoever wrote the kubeconfig.</summary>
    public string? InstallHint { get; init; }

    /// <summary>The cluster as the program is told of it; null when it is not to be told.</summary>
    public JsonObject? Cluster { get; init; }

    /// <exception cref="FormatException">It cannot be used; the message begins with <paramref name="whose"/>.</exception>
    public static ExecPlugin From(JsonObject exec, JsonObject cluster, string whose)
    {
        var command = exec.Str("command") is { Length: > 0 } given ? given : throw new FormatException($"{whose}: exec names no command.");
        var version = exec.Str("apiVersion") ?? "";
        if (!Versions.Contains(version))
            throw new FormatException($"{whose}: exec.apiVersion is \"{version}\", but only {string.Join(" and ", Versions)} are spoken.");
        if (exec.Str("interactiveMode") == "Always")
            throw new FormatException($"{whose}: {command} wants to ask at a terminal (interactiveMode: Always), which Geofed never lets it.");
        return new(command, version)
        {
            Arguments = [.. exec.Strings("args")],
            Environment = exec.Objects("env").ToDictionary(e => e.Str("name") ?? "", e => e.Str("value") ?? "", StringComparer.Ordinal),
            InstallHint = exec.Str("installHint"),
            Cluster = exec.Bool("provideClusterInfo") == true ? Described(cluster) : null,
        };
    }

    /// <summary>What the program reads in KUBERNETES_EXEC_INFO.</summary>
    public string Info()
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (Cluster is not null)
            spec["cluster"] = Cluster.Copy();
        return new JsonObject { ["kind"] = "ExecCredential", ["apiVersion"] = ApiVersion, ["spec"] = spec }.ToJsonString();
    }

    private static JsonObject Described(JsonObject cluster)
    {
        var told = new JsonObject();
        foreach (var key in new[] { "server", "tls-server-name", "insecure-skip-tls-verify", "certificate-authority-data", "proxy-url" })
        {
            if (cluster[key] is { } value)
                told[key] = value.DeepClone();
        }
        if (told["certificate-authority-data"] is null && cluster.Str("certificate-authority") is { Length: > 0 } file && File.Exists(file))
            told["certificate-authority-data"] = Convert.ToBase64String(File.ReadAllBytes(file));
        return told;
    }
}
