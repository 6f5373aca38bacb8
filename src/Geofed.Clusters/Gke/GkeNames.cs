using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Geofed.Clusters.Gke;

/// <summary>The rules of Google Cloud's and Kubernetes' names.</summary>
internal static partial class GkeNames
{
    private const int MostOfAccountId = 30;
    private const string AccountSuffix = "-nodes";

    /// <summary>
    /// The id of the service account of a cluster's nodes: the cluster's name and "-nodes" where that has the 6 to 30 characters of an account id, else the beginning of
    /// the name and a hash of all of it.
    /// </summary>
    public static string NodeAccount(string cluster)
    {
        if (cluster.Length + AccountSuffix.Length <= MostOfAccountId)
            return cluster + AccountSuffix;
        var hash = "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cluster)))[..6];
        return cluster[..(MostOfAccountId - AccountSuffix.Length - hash.Length)].TrimEnd('-') + hash + AccountSuffix;
    }

    /// <summary>Of clusters and node pools: at most 40 (container API); networks and subnets take 63.</summary>
    [GeneratedRegex(@"^[a-z]([-a-z0-9]{0,38}[a-z0-9])?\z")]
    public static partial Regex Cluster { get; }

    /// <summary>Of networks: at most 22, so that a subnet's name, which is the network's and the cluster's, has 63 at most.</summary>
    [GeneratedRegex(@"^[a-z]([-a-z0-9]{0,20}[a-z0-9])?\z")]
    public static partial Regex Network { get; }

    [GeneratedRegex(@"^[a-z][-a-z0-9]{4,28}[a-z0-9]\z")]
    public static partial Regex Project { get; }

    [GeneratedRegex(@"^[a-z][-_a-z0-9]{0,62}\z")]
    public static partial Regex CostLabelKey { get; }

    [GeneratedRegex(@"^[-_a-z0-9]{0,63}\z")]
    public static partial Regex CostLabelValue { get; }

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?\z")]
    public static partial Regex NodeLabelKey { get; }

    [GeneratedRegex(@"^([A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?\z")]
    public static partial Regex NodeLabelValue { get; }

    [GeneratedRegex(@"^1\.[0-9]+(\.[0-9]+(-gke\.[0-9]+)?)?\z")]
    public static partial Regex Version { get; }

    [GeneratedRegex(@"^(https://www\.googleapis\.com/auth/)?[a-z0-9._-]+\z")]
    public static partial Regex Scope { get; }
}
