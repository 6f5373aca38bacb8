using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Clusters.Imported;

/// <summary>
/// Clusters that somebody else made: a kubeconfig of one context each, in a folder of the home. What was found out about a cluster stands in the file too, as an extension,
/// which kubectl leaves alone. The files hold credentials and are readable by their owner alone.
/// </summary>
public sealed class ImportedClusters(string folder)
{
    private const string ExtensionName = "geofed.io/cluster";
    private const string Suffix = ".yaml";

    /// <summary>Those that are known, by name. One whose file cannot be read has failed.</summary>
    public IReadOnlyList<GeoCluster> List() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal).Select(Read)]
        : [];

    public GeoCluster? Find(string name) => List().FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps a cluster, in the place of one of the same name.</summary>
    /// <param name="kubeconfig">One context, with what it names.</param>
    public GeoCluster Add(GeoCluster cluster, Kubeconfig kubeconfig)
    {
        kubeconfig.Document["extensions"] = new JsonArray(new JsonObject { ["name"] = ExtensionName, ["extension"] = ToJson(cluster) });
        kubeconfig.Save(PathOf(cluster.Name));
        return Read(PathOf(cluster.Name));
    }

    /// <summary>Forgets a cluster; it and what it runs are left as they are. False when there was none.</summary>
    public bool Remove(string name)
    {
        var there = File.Exists(PathOf(name));
        File.Delete(PathOf(name));
        return there;
    }

    private string PathOf(string name) => Path.Combine(folder, name + Suffix);

    private static GeoCluster Read(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        try
        {
            var kubeconfig = Kubeconfig.Load(path);
            var found = kubeconfig.Document.Objects("extensions").FirstOrDefault(e => e.Str("name") == ExtensionName).Obj("extension");
            return new(name, found.Str("region") ?? "")
            {
                Source = ClusterSource.Imported,
                Zones = [.. found.Strings("zones")],
                Provider = found.Str("provider") ?? "",
                Status = LocalApi.Running,
                KubernetesVersion = found.Str("kubernetesVersion"),
                NodePools = [.. found.Objects("nodePools").Select(GeoNodePool.From)],
                Endpoint = kubeconfig.Connect().Endpoint.ToString().TrimEnd('/'),
                Kubeconfig = path,
                CreatedAt = KubeTime.Parse(found.Str("createdAt")),
            };
        }
        catch (FormatException e)
        {
            return new(name, "") { Source = ClusterSource.Imported, Status = LocalApi.Failed, Message = e.Message };
        }
    }

    private static JsonObject ToJson(GeoCluster cluster) => new()
    {
        ["region"] = cluster.Region,
        ["zones"] = new JsonArray([.. cluster.Zones.Select(zone => JsonValue.Create(zone))]),
        ["provider"] = cluster.Provider,
        ["kubernetesVersion"] = cluster.KubernetesVersion,
        ["nodePools"] = new JsonArray([.. cluster.NodePools.Select(pool => pool.ToJson())]),
        ["createdAt"] = cluster.CreatedAt is { } created ? KubeTime.Format(created) : null,
    };
}
