using System.Text.RegularExpressions;

namespace Geofed.Clusters.Imported;

/// <summary>Names for clusters, made of what their contexts are called.</summary>
public static partial class ContextName
{
    /// <summary>Karmada's limit for the name of a member (karmada pkg/apis/cluster/validation: a DNS label of at most 48 characters).</summary>
    public const int Longest = 48;

    /// <summary>
    /// The name that a context's cluster gets when none is given: the last part of gcloud's gke_PROJECT_LOCATION_NAME and of EKS' ARN, else the context's own, with all that is no
    /// lower-case letter or digit turned into hyphens. Null when nothing is left.
    /// </summary>
    public static string? ToClusterName(string context)
    {
        var own = context.StartsWith("gke_", StringComparison.Ordinal) && context.Split('_', 4) is [_, _, _, var gke] ? gke
            : context.StartsWith("arn:", StringComparison.Ordinal) ? context[(context.LastIndexOf('/') + 1)..]
            : context;
        var name = Other().Replace(own.ToLowerInvariant(), "-").Trim('-');
        if (name.Length > Longest)
            name = name[..Longest].TrimEnd('-');
        return name.Length > 0 ? name : null;
    }

    /// <summary>Whether a cluster, and so a member, can be called that.</summary>
    public static bool IsName(string name) => name.Length <= Longest && Label().IsMatch(name);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex Label();
}
