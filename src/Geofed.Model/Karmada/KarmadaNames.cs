using System.Globalization;
using System.Text;

namespace Geofed.Model.Karmada;

/// <summary>Names that Karmada derives from other names (pkg/util/names/names.go).</summary>
public static class KarmadaNames
{
    /// <summary>The namespace, on members and on the control plane, that holds what members are joined with.</summary>
    public const string ClusterNamespace = "karmada-cluster";

    public const string ExecutionPrefix = "karmada-es-";

    /// <summary>The control plane's namespace of the Works for one cluster.</summary>
    public static string ExecutionNamespace(string cluster) => ExecutionPrefix + cluster;

    /// <summary>The cluster of an execution namespace; null when it is none.</summary>
    public static string? ClusterOf(string? executionNamespace) =>
        executionNamespace?.StartsWith(ExecutionPrefix, StringComparison.Ordinal) == true ? executionNamespace[ExecutionPrefix.Length..] : null;

    /// <summary>The binding of a template: "nginx-deployment".</summary>
    public static string Binding(string kind, string name) => $"{name}-{kind}".ToLowerInvariant().Replace(':', '.');

    /// <summary>The Work of a template: its name and a hash of namespace, name and kind, e.g. "nginx-687f7fb96f".</summary>
    public static string Work(string kind, string name, string? ns)
    {
        var identity = string.IsNullOrEmpty(ns) ? $"{name}-{kind}" : $"{ns}-{name}-{kind}";
        var hash = Fnv1a.Hash(identity.ToLowerInvariant());
        return $"{name.ToLowerInvariant().Replace(':', '.')}-{SafeEncode(hash.ToString(CultureInfo.InvariantCulture))}";
    }

    /// <summary>Namespaces of the system, whose objects are never propagated.</summary>
    public static bool IsReservedNamespace(string? ns) => ns is not null
        && (ns.StartsWith("kube-", StringComparison.Ordinal) || ns.StartsWith("karmada-", StringComparison.Ordinal));

    /// <summary>Letters and digits that spell no words, as apimachinery's rand.SafeEncodeString.</summary>
    private static string SafeEncode(string text)
    {
        const string alphabet = "bcdfghjklmnpqrstvwxz2456789";
        return string.Concat(Encoding.UTF8.GetBytes(text).Select(b => alphabet[b % alphabet.Length]));
    }
}

/// <summary>The 32-bit FNV-1a hash of a text's UTF-8 bytes.</summary>
public static class Fnv1a
{
    public static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ b) * 16777619u);
        return hash;
    }
}
