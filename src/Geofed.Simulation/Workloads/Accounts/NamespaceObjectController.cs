using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>An object that every namespace has, such as its default service account; made again when somebody deletes it.</summary>
internal sealed class NamespaceObjectController : ISimulatedController
{
    private readonly WorkloadContext _context;
    private readonly GroupVersionResource _resource;
    private readonly JsonObject _wanted;
    private readonly Informer _namespaces;
    private readonly Informer _objects;
    private readonly WorkQueue<string> _queue;

    private NamespaceObjectController(WorkloadContext context, GroupVersionResource resource, JsonObject wanted)
    {
        (_context, _resource, _wanted) = (context, resource, wanted);
        _namespaces = context.Cache(ClusterResources.Namespaces);
        _objects = context.Cache(resource, "metadata.name=" + wanted.Name());
        _queue = new(context.Time);
        _namespaces.Changed += change => _queue.Add(change.Object.Name());
        _objects.Changed += change => _queue.Add(change.Object.Namespace()!);
    }

    /// <summary>The account of pods that name none (pkg/controller/serviceaccount/serviceaccounts_controller.go).</summary>
    public static NamespaceObjectController DefaultAccount(WorkloadContext context) => new(context, ClusterResources.ServiceAccounts, new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ServiceAccount",
        ["metadata"] = new JsonObject { ["name"] = "default" },
    });

    /// <summary>By what pods know the API (pkg/controller/certificates/rootcacertpublisher).</summary>
    public static NamespaceObjectController RootCertificate(WorkloadContext context) => new(context, ClusterResources.ConfigMaps, new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject
        {
            ["name"] = "kube-root-ca.crt",
            ["annotations"] = new JsonObject { ["kubernetes.io/description"] = "The certificate authority of this cluster's API, for clients inside the cluster." },
        },
        ["data"] = new JsonObject { ["ca.crt"] = context.Options.CaCertificate },
    });

    public Task RunAsync(CancellationToken ct) => _context.RunAsync(_wanted.Name(), _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(string name, CancellationToken ct)
    {
        if (_namespaces.Get(new(null, name)) is not { } ns || ns.IsDeleting())
            return;
        if (_objects.Get(new(name, _wanted.Name())) is not { } there)
            await CreateAsync(name, ct).ConfigureAwait(false);
        else if (_wanted.Obj("data") is { } data && !JsonNavigation.Same(there["data"], data))
            await _context.Api.MergeAsync(_resource, there, new() { ["data"] = data.Copy() }, ct).ConfigureAwait(false);
    }

    private async Task CreateAsync(string ns, CancellationToken ct)
    {
        var made = _wanted.Copy();
        made.Ensure("metadata")["namespace"] = ns;
        try
        {
            await _context.Api.CreateAsync(_resource, made, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists || e.IsNotFound || PodControl.IsEndingNamespace(e))
        {
            // The cache is behind: it is there already, or the namespace no longer is.
        }
    }
}
