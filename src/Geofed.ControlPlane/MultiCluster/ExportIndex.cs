using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>Finds the few Works that have to do with exports among all that there are.</summary>
internal sealed class ExportIndex(ControlPlaneCaches caches)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<NamespacedName>> _exports = [];
    private readonly Dictionary<NamespacedName, HashSet<NamespacedName>> _collected = [];

    /// <summary>Before anybody who asks it is told of changes.</summary>
    public void Subscribe() => caches.Works.Changed += Observe;

    /// <summary>Clusters that the federation has export something.</summary>
    public IReadOnlyCollection<string> Exporters
    {
        get
        {
            lock (_gate)
                return [.. _exports.Keys];
        }
    }

    public bool Exports(string cluster)
    {
        lock (_gate)
            return _exports.ContainsKey(cluster);
    }

    /// <summary>What was collected for an exported Service, by cluster.</summary>
    public IReadOnlyList<(string Cluster, JsonObject Work)> Collected(NamespacedName service)
    {
        NamespacedName[] names;
        lock (_gate)
            names = _collected.TryGetValue(service, out var set) ? [.. set] : [];
        return [.. names.Select(name => (Cluster: KarmadaNames.ClusterOf(name.Namespace) ?? "", Work: caches.Works.Get(name)!)).Where(c => c.Work is not null)];
    }

    /// <summary>The Services that the federation has a cluster export, and those of which something was collected there.</summary>
    public IReadOnlyList<NamespacedName> ServicesOf(string cluster)
    {
        var ns = KarmadaNames.ExecutionNamespace(cluster);
        NamespacedName[] exports, services;
        lock (_gate)
        {
            exports = _exports.TryGetValue(cluster, out var set) ? [.. set] : [];
            services = [.. _collected.Where(c => c.Value.Any(w => w.Namespace == ns)).Select(c => c.Key)];
        }
        return [.. exports.Select(name => caches.Works.Get(name)).OfType<JsonObject>().Select(ExportWork.ServiceOf).OfType<NamespacedName>().Union(services)];
    }

    private void Observe(InformerChange change)
    {
        var work = change.Object;
        if (KarmadaNames.ClusterOf(work.Namespace()) is not { } cluster)
            return;
        lock (_gate)
        {
            if (ExportWork.ServiceOf(work) is not null)
                Set(_exports, cluster, work.Key(), change.Type);
            // Labels are what anybody may change.
            if (change.Old is not null && CollectedWork.ServiceOf(change.Old) is { } before)
                Set(_collected, before, work.Key(), WatchEventType.Deleted);
            if (CollectedWork.ServiceOf(work) is { } service)
                Set(_collected, service, work.Key(), change.Type);
        }
    }

    private static void Set<TKey>(Dictionary<TKey, HashSet<NamespacedName>> index, TKey key, NamespacedName work, WatchEventType type)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var works))
            index[key] = works = [];
        if (type == WatchEventType.Deleted)
            works.Remove(work);
        else
            works.Add(work);
        if (works.Count == 0)
            index.Remove(key);
    }
}
