namespace Geofed.Client;

/// <summary>Where everything of one user's Geofed is: database, certificates, kubeconfigs, logs, and the marks of a running server.</summary>
/// <param name="path">The folder; it need not exist.</param>
public sealed class HomeFolder(string path)
{
    public string Folder { get; } = Path.GetFullPath(path);

    /// <summary>The folder that GEOFED_HOME names, or ~/.geofed.</summary>
    public static HomeFolder FromEnvironment() => new(
        Environment.GetEnvironmentVariable("GEOFED_HOME") is { Length: > 0 } given ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".geofed"));

    /// <summary>Says where the server listens, while it runs (<see cref="ServerState"/>).</summary>
    public string StateFile => Path.Combine(Folder, "server.json");

    /// <summary>Held exclusively by the server as long as it lives, however it ends.</summary>
    public string LockFile => Path.Combine(Folder, "server.lock");

    public string Database => Path.Combine(Folder, "geofed.db");

    public string LogFile => Path.Combine(Folder, "logs", "server.log");

    public string CertificateFolder => Path.Combine(Folder, "ca");

    public string RootKubeconfig => Kubeconfig("root");

    public string ClusterKubeconfig(string cluster) => Kubeconfig("cluster-" + cluster);

    public string FederationKubeconfig(string federation) => Kubeconfig("federation-" + federation);

    /// <summary>Kubeconfigs of federations that something else serves.</summary>
    public string AttachedFolder => Path.Combine(Folder, "attached");

    /// <summary>Kubeconfigs of clusters that somebody else made.</summary>
    public string ImportedFolder => Path.Combine(Folder, "imported");

    /// <summary>Regions that the user has added to those that are known.</summary>
    public string RegionsFile => Path.Combine(Folder, "regions.json");

    /// <summary>Round-trip times that were measured, or said by the user.</summary>
    public string LatenciesFile => Path.Combine(Folder, "latencies.json");

    /// <summary>What the user pays: GPUs, nodes, traffic.</summary>
    public string PricesFile => Path.Combine(Folder, "prices.json");

    private string Kubeconfig(string name) => Path.Combine(Folder, "kubeconfigs", name + ".yaml");
}
