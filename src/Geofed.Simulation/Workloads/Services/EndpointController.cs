using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Lists the pods behind each Service, as EndpointSlices and as Endpoints (pkg/controller/endpointslice, pkg/controller/endpoint).</summary>
internal sealed class EndpointController : ISimulatedController
{
    private const string ServiceName = "kubernetes.io/service-name";
    private const string ManagedBy = "endpointslice.kubernetes.io/managed-by";
    private const string Manager = "endpointslice-controller.k8s.io";
    private const string Headless = "service.kubernetes.io/headless";

    private readonly WorkloadContext _context;
    private readonly Informer _services;
    private readonly Informer _pods;
    private readonly Informer _nodes;
    private readonly Informer _slices;
    private readonly Informer _endpoints;
    private readonly WorkQueue<NamespacedName> _queue;

    public EndpointController(WorkloadContext context)
    {
        _context = context;
        _services = context.Cache(ClusterResources.Services);
        _pods = context.Cache(ClusterResources.Pods);
        _nodes = context.Cache(ClusterResources.Nodes);
        _slices = context.Cache(ClusterResources.EndpointSlices);
        _endpoints = context.Cache(ClusterResources.Endpoints);
        _queue = context.Queue(_services);
        _pods.Changed += OnPod;
        _slices.Changed += change =>
        {
            if (change.Object.Label(ManagedBy) == Manager && change.Object.Label(ServiceName) is { } service)
                _queue.Add(new(change.Object.Namespace(), service));
        };
        _endpoints.Changed += change => _queue.Add(change.Object.Key());
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("endpoints", _queue, ReconcileAsync, 2, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_services.Get(name) is not { } service)
        {
            // Slices go with their owner; Endpoints have none.
            if (_endpoints.Get(name) is { } left && left.Label("endpoints.kubernetes.io/managed-by") is not null)
                await _context.Api.DeleteAsync(ClusterResources.Endpoints, left, ct).ConfigureAwait(false);
            return;
        }
        if (service.IsDeleting() || service.StringMap("spec", "selector").Count == 0 || service.Str("spec", "type") == "ExternalName")
            return;
        var found = ServiceEndpoint.Of(service, _pods.List(name.Namespace));
        await SetSlicesAsync(service, SliceContent.Of(service, found, ZoneOf), ct).ConfigureAwait(false);
        await SetEndpointsAsync(service, EndpointSubsets.Of(service, found), ct).ConfigureAwait(false);
    }

    private string? ZoneOf(string node) => _nodes.Get(new(null, node)).Label("topology.kubernetes.io/zone");

    private async Task SetSlicesAsync(JsonObject service, IReadOnlyList<SliceContent> wanted, CancellationToken ct)
    {
        var labels = Labels(service, (ServiceName, service.Name()), (ManagedBy, Manager));
        // What is right stays as it is; the others take what is left.
        var spare = _slices.List(service.Namespace()).Where(s => s.IsControlledBy(service) && !s.IsDeleting()).OrderBy(s => s.Created()).ThenBy(s => s.Name(), StringComparer.Ordinal).ToList();
        var missing = new List<SliceContent>();
        foreach (var content in wanted)
        {
            if (spare.Find(s => content.Is(s) && JsonNavigation.Same(s.At("metadata", "labels"), labels)) is { } right)
                spare.Remove(right);
            else
                missing.Add(content);
        }
        foreach (var content in missing)
        {
            var patch = content.ToJson();
            patch.Ensure("metadata")["labels"] = labels.Copy();
            if ((spare.Find(s => JsonNavigation.Same(s.At("ports"), content.Ports)) ?? spare.FirstOrDefault()) is { } slice)
            {
                spare.Remove(slice);
                await _context.Api.MergeAsync(ClusterResources.EndpointSlices, slice, Replacing(patch, slice), ct).ConfigureAwait(false);
            }
            else
                await _context.Api.CreateAsync(ClusterResources.EndpointSlices, Slice(service, patch), ct).ConfigureAwait(false);
        }
        foreach (var slice in spare)
            await _context.Api.DeleteAsync(ClusterResources.EndpointSlices, slice, ct).ConfigureAwait(false);
    }

    private async Task SetEndpointsAsync(JsonObject service, JsonArray? subsets, CancellationToken ct)
    {
        var labels = Labels(service, ("endpoints.kubernetes.io/managed-by", "endpoint-controller"));
        var wanted = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Endpoints",
            ["metadata"] = new JsonObject { ["name"] = service.Name(), ["namespace"] = service.Namespace(), ["labels"] = labels },
        };
        if (subsets is not null)
            wanted["subsets"] = subsets;
        if (_endpoints.Get(service.Key()) is not { } there)
            await _context.Api.CreateAsync(ClusterResources.Endpoints, wanted, ct).ConfigureAwait(false);
        else if (!JsonNavigation.Same(there.At("subsets"), subsets) || !JsonNavigation.Same(there.At("metadata", "labels"), labels))
        {
            wanted["subsets"] ??= null;
            await _context.Api.MergeAsync(ClusterResources.Endpoints, there, Replacing(wanted, there), ct).ConfigureAwait(false);
        }
    }

    private static JsonObject Labels(JsonObject service, params ReadOnlySpan<(string Key, string Value)> own)
    {
        var labels = service.Obj("metadata", "labels").Copy() ?? [];
        if (ServiceEndpoint.IsHeadless(service))
            labels[Headless] = "";
        foreach (var (key, value) in own)
            labels[key] = value;
        return labels;
    }

    /// <summary>A merge keeps labels that are not named: those that are not wanted are named as null.</summary>
    private static JsonObject Replacing(JsonObject patch, JsonObject there)
    {
        var labels = patch.Ensure("metadata", "labels");
        foreach (var key in there.StringMap("metadata", "labels").Keys.Where(k => !labels.ContainsKey(k)))
            labels[key] = null;
        return patch;
    }

    private static JsonObject Slice(JsonObject service, JsonObject content)
    {
        content["apiVersion"] = "discovery.k8s.io/v1";
        content["kind"] = "EndpointSlice";
        content["addressType"] = "IPv4";
        var metadata = content.Ensure("metadata");
        metadata["generateName"] = service.Name() + "-";
        metadata["namespace"] = service.Namespace();
        metadata["ownerReferences"] = new JsonArray(Owners.ReferenceTo(service));
        return content;
    }

    private void OnPod(InformerChange change)
    {
        if (change.Old is { } old && change.Type == WatchEventType.Modified && IsSame(change.Object, old))
            return;
        foreach (var service in _services.List(change.Object.Namespace()).Where(s => ServiceEndpoint.Selects(s, change.Object) || ServiceEndpoint.Selects(s, change.Old)))
            _queue.Add(service.Key());
    }

    private static bool IsSame(JsonObject pod, JsonObject old) => pod.IsReady() == old.IsReady() && pod.IsDeleting() == old.IsDeleting() && pod.Phase() == old.Phase()
        && pod.Str("status", "podIP") == old.Str("status", "podIP") && JsonNavigation.Same(pod.At("metadata", "labels"), old.At("metadata", "labels"));
}
