using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Gives Services of type LoadBalancer an address, as a cloud's load balancers do (cloud-provider controllers/service).</summary>
internal sealed class LoadBalancerController : ISimulatedController
{
    private const string Component = "service-controller";
    private const int HostsOfRange = 254;

    /// <summary>Ranges that are set aside for documentation (RFC 5737): nobody can take such an address for one that is reachable.</summary>
    private static readonly string[] Ranges = ["203.0.113.", "198.51.100."];

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly WorkloadContext _context;
    private readonly Informer _services;
    private readonly WorkQueue<NamespacedName> _queue;

    public LoadBalancerController(WorkloadContext context)
    {
        _context = context;
        _services = context.Cache(ClusterResources.Services);
        _queue = new(context.Time);
        _services.Changed += OnService;
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("service-load-balancer", _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_services.Get(name) is not { } service || service.IsDeleting())
            return;
        var has = Address(service) is not null;
        if (has == IsWanted(service))
            return;
        var balancer = has ? new JsonObject { ["ingress"] = null }
            : new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = FreeAddress(service).ToString(), ["ipMode"] = "VIP" }) };
        await _context.Api.MergeAsync(ClusterResources.Services, service, new() { ["status"] = new JsonObject { ["loadBalancer"] = balancer } }, ct, "status").ConfigureAwait(false);
        if (!has)
            await _context.Events.RecordAsync(service, Component, false, "EnsuredLoadBalancer", "Ensured load balancer", ct).ConfigureAwait(false);
    }

    private void OnService(InformerChange change)
    {
        var service = change.Object;
        if (change.Type != WatchEventType.Deleted && IsWanted(service) != Address(service) is not null)
            _queue.AddAfter(service.Key(), IsWanted(service) ? Moment : TimeSpan.Zero);
    }

    private static bool IsWanted(JsonObject service) => service.Str("spec", "type") == "LoadBalancer" && service.Str("spec", "loadBalancerClass") is null;

    private static string? Address(JsonObject service) => service.Objects("status", "loadBalancer", "ingress").FirstOrDefault().Str("ip");

    /// <summary>The one asked for, or else always the same for a Service of this name in this cluster, as long as no other has it.</summary>
    private IPAddress FreeAddress(JsonObject service)
    {
        var taken = _services.List().Where(s => s.Uid() != service.Uid()).Select(Address).ToHashSet();
        if (service.Str("spec", "loadBalancerIP") is { Length: > 0 } asked && IPAddress.TryParse(asked, out var address) && !taken.Contains(asked))
            return address;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_context.Options.Cluster}/{service.Key()}"));
        var start = (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)(Ranges.Length * HostsOfRange));
        var candidates = Enumerable.Range(start, Ranges.Length * HostsOfRange).Select(i => $"{Ranges[i / HostsOfRange % Ranges.Length]}{i % HostsOfRange + 1}").ToList();
        return IPAddress.Parse(candidates.Find(c => !taken.Contains(c)) ?? candidates[0]);
    }
}
