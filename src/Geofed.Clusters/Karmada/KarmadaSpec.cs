using System.Text.Json.Nodes;
using Geofed.Clusters.Programs;
using Geofed.Model;

namespace Geofed.Clusters.Karmada;

/// <summary>A Karmada control plane on a host cluster.</summary>
/// <param name="Federation">Name of the federation, and of the stack.</param>
/// <param name="HostCluster">What tells the host cluster from others for good, such as its name here: another kubeconfig for the same one changes nothing.</param>
public sealed record KarmadaSpec(string Federation, string HostCluster)
{
    /// <summary>The kubeconfig of the host cluster, in the stack's work folder. Default: host.kubeconfig.</summary>
    public string KubeconfigFile { get; init; } = "host.kubeconfig";

    /// <summary>The kubeconfig holds a token or a key, not only the name of a program that gets credentials: Pulumi then encrypts it in the stack's state. Default: false.</summary>
    public bool KubeconfigIsSecret { get; init; }

    /// <summary>Of Karmada's Helm chart. Default: v1.18.1; its images are of the same version.</summary>
    public string ChartVersion { get; init; } = "v1.18.1";

    /// <summary>Default: Karmada's own, on GitHub.</summary>
    public string ChartRepository { get; init; } = "https://raw.githubusercontent.com/karmada-io/karmada/master/charts";

    /// <summary>Namespace on the host cluster. Default: karmada-system.</summary>
    public string Namespace { get; init; } = "karmada-system";

    /// <summary>DNS names and addresses by which its API is called from outside; they go into its certificate. Default: none.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Of etcd's volumes. Default: premium-rwo, which GKE has on SSDs.</summary>
    public string StorageClass { get; init; } = "premium-rwo";

    /// <summary>Of each of etcd's volumes, in GiB. Default: 20.</summary>
    public int StorageGibibytes { get; init; } = 20;

    /// <summary>Members of etcd: 1, 3 or 5. Default: 3.</summary>
    public int EtcdReplicas { get; init; } = 3;

    /// <summary>Of the API server and the controllers. API servers need a node each. Default: 2.</summary>
    public int Replicas { get; init; } = 2;

    /// <summary>Who can reach its API. Default: <see cref="KarmadaExposure.Internal"/>.</summary>
    public KarmadaExposure Exposure { get; init; }

    /// <summary>Pulumi refuses to delete its namespace. Default: true.</summary>
    public bool DeletionProtection { get; init; } = true;

    public JsonObject ToJson() => new()
    {
        ["version"] = 1,
        ["federation"] = Federation,
        ["hostCluster"] = HostCluster,
        ["kubeconfigFile"] = KubeconfigFile,
        ["kubeconfigIsSecret"] = KubeconfigIsSecret,
        ["chartVersion"] = ChartVersion,
        ["chartRepository"] = ChartRepository,
        ["namespace"] = Namespace,
        ["hosts"] = ProgramText.List(Hosts),
        ["storageClass"] = StorageClass,
        ["storageGibibytes"] = StorageGibibytes,
        ["etcdReplicas"] = EtcdReplicas,
        ["replicas"] = Replicas,
        ["exposure"] = Exposure.ToString(),
        ["deletionProtection"] = DeletionProtection,
    };

    /// <exception cref="FormatException">It is not such a document, or a newer version wrote it.</exception>
    public static KarmadaSpec From(JsonObject document)
    {
        if (document.Int("version") is not 1 || document.Str("federation") is not { } federation || document.Str("hostCluster") is not { } host)
            throw new FormatException("The document is not the spec of a Karmada control plane, or a newer version of Geofed wrote it.");
        var usual = new KarmadaSpec(federation, host);
        return usual with
        {
            KubeconfigFile = document.Str("kubeconfigFile") ?? usual.KubeconfigFile,
            KubeconfigIsSecret = document.Bool("kubeconfigIsSecret") ?? usual.KubeconfigIsSecret,
            ChartVersion = document.Str("chartVersion") ?? usual.ChartVersion,
            ChartRepository = document.Str("chartRepository") ?? usual.ChartRepository,
            Namespace = document.Str("namespace") ?? usual.Namespace,
            Hosts = [.. document.Strings("hosts")],
            StorageClass = document.Str("storageClass") ?? usual.StorageClass,
            StorageGibibytes = (int)(document.Int("storageGibibytes") ?? usual.StorageGibibytes),
            EtcdReplicas = (int)(document.Int("etcdReplicas") ?? usual.EtcdReplicas),
            Replicas = (int)(document.Int("replicas") ?? usual.Replicas),
            Exposure = Enum.TryParse(document.Str("exposure"), out KarmadaExposure exposure) ? exposure : usual.Exposure,
            DeletionProtection = document.Bool("deletionProtection") ?? usual.DeletionProtection,
        };
    }
}

/// <summary>From where a Karmada's API can be reached.</summary>
public enum KarmadaExposure
{
    /// <summary>From its VPC and what is connected to it, by an internal load balancer.</summary>
    Internal,

    /// <summary>From everywhere, by an external load balancer.</summary>
    External,

    /// <summary>Only from within the host cluster.</summary>
    ClusterOnly,
}
