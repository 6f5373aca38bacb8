namespace Geofed.Clusters.Programs;

/// <summary>The resource plugins that programs are pinned to, checked against the type definitions of the npm packages of the same version.</summary>
public static class PluginVersions
{
    /// <summary>Of the plugin <c>gcp</c>, and of the npm package @pulumi/gcp.</summary>
    public const string Gcp = "9.37.0";

    /// <summary>Of the plugin <c>kubernetes</c>, and of the npm package @pulumi/kubernetes.</summary>
    public const string Kubernetes = "4.34.2";
}
