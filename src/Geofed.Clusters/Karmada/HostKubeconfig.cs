using Geofed.Client;
using Geofed.Model;

namespace Geofed.Clusters.Karmada;

/// <summary>The kubeconfig of a host cluster, as Pulumi's provider of Kubernetes gets it: one context.</summary>
/// <param name="Content">It may hold secrets.</param>
public sealed record HostKubeconfig(Kubeconfig Content)
{
    /// <exception cref="FormatException">It is no kubeconfig, or has no current context.</exception>
    public static HostKubeconfig Load(string path) => new(Kubeconfig.Load(path).Only(null));

    /// <summary>Whether a token, a password or a key stands in it; those that a program gets, or that lie in another file, do not.</summary>
    public bool HoldsSecret => Content.Document.Objects("users").Select(u => u.Obj("user"))
        .Any(user => new[] { "token", "password", "client-key-data" }.Any(key => user.Str(key) is { Length: > 0 }));

    /// <summary>The program that gets the credentials, if it is not there: the provider cannot do without it, as Geofed can with Google's. Null when all is there.</summary>
    /// <param name="find">Looks for a program on the path.</param>
    public string? MissingProgram(Func<string, string?> find) => Content.Document.Objects("users").Select(u => u.Str("user", "exec", "command"))
        .FirstOrDefault(command => command is { Length: > 0 } && !File.Exists(command) && find(command) is null);

    /// <summary>Never a secret.</summary>
    public override string ToString() => Content.CurrentContext ?? "";
}
