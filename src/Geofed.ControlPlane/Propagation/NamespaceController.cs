using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Propagation;

/// <summary>Every member has every namespace of its users (pkg/controllers/namespace/namespace_sync_controller.go).</summary>
internal sealed class NamespaceController(IKubeApi api, ControlPlaneCaches caches, TimeProvider time)
{
    public WorkQueue<string> Queue { get; } = new(time);

    public void Subscribe()
    {
        caches.Namespaces.Changed += change => Queue.Add(change.Object.Name());
        caches.Clusters.Changed += change =>
        {
            if (change.Type != WatchEventType.Modified)
                AddAll();
        };
        caches.Works.Changed += change =>
        {
            if (change.Type == WatchEventType.Deleted && change.Object.Objects("spec", "workload", "manifests").FirstOrDefault() is { } manifest && manifest.Str("kind") == "Namespace")
                Queue.Add(manifest.Name());
        };
    }

    public async Task ReconcileAsync(string name, CancellationToken ct)
    {
        if (KarmadaNames.ClusterOf(name) is not null)
        {
            AddAll();
            return;
        }
        var ns = caches.Namespaces.Get(new(null, name));
        var wanted = ns is not null && !ns.IsDeleting() && IsPropagated(ns);
        foreach (var cluster in caches.Clusters.List().Where(c => !c.IsDeleting()).Select(c => c.Name()))
        {
            if (!wanted)
                await RemoveAsync(cluster, name, ct).ConfigureAwait(false);
            else if (caches.Namespaces.Get(new(null, KarmadaNames.ExecutionNamespace(cluster))) is not null)
                await EnsureAsync(cluster, ns!, ct).ConfigureAwait(false);
        }
    }

    private static bool IsPropagated(JsonObject ns) => ns.Name() != "default" && !KarmadaNames.IsReservedNamespace(ns.Name())
        && ns.Label(KarmadaMarks.SkipNamespacePropagation) != "true";

    private async Task EnsureAsync(string cluster, JsonObject ns, CancellationToken ct)
    {
        var wanted = WorkDocument.Standalone(cluster, Manifest(ns));
        var works = new ResourceCollection(KarmadaApi.Works, KarmadaNames.ExecutionNamespace(cluster));
        if (caches.Work(cluster, wanted.Name()) is not { } work)
            await api.CreateMissingAsync(works, wanted, ct).ConfigureAwait(false);
        else if (!work.IsDeleting() && !WorkDocument.Holds(wanted, work))
        {
            var update = work.Copy();
            update["spec"] = wanted.At("spec")?.DeepClone();
            await api.ReplaceAsync(works.Named(work.Name()), update, Writes.Options, ct).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(string cluster, string name, CancellationToken ct)
    {
        var work = caches.Work(cluster, KarmadaNames.Work("Namespace", name, null));
        if (work is not null && !work.IsDeleting())
            await api.DeleteIfThereAsync(new(KarmadaApi.Works, work.Namespace(), work.Name()), ct).ConfigureAwait(false);
    }

    private static JsonObject Manifest(JsonObject ns)
    {
        var metadata = new JsonObject { ["name"] = ns.Name() };
        foreach (var part in new[] { "labels", "annotations" })
        {
            if (ns.Obj("metadata", part) is { } map)
                metadata[part] = map.Copy();
        }
        return new() { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = metadata };
    }

    private void AddAll()
    {
        foreach (var ns in caches.Namespaces.List().Where(n => KarmadaNames.ClusterOf(n.Name()) is null))
            Queue.Add(ns.Name());
    }
}
