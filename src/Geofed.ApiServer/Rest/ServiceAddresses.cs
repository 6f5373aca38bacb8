using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.ApiServer.Strategies.Core;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Gives Services their cluster IP and node ports (pkg/registry/core/service/storage/alloc.go).</summary>
internal sealed class ServiceAddresses(ApiState state)
{
    private const int FirstNodePort = 30000, NodePorts = 2768;

    public void Allocate(JsonObject service)
    {
        var spec = service.Ensure("spec");
        if (spec.Str("type") is "ExternalName")
            return;
        var others = state.Partition.Read("/services").Entries.Select(e => e.Parse()).Where(s => s.Uid() != service.Uid()).ToList();
        var errors = new FieldErrors();
        ServiceFamilies.Validate(spec, errors);
        errors.ThrowIfAny(new("", "v1", "Service"), service.Name());
        // An address in the list alone is refused later.
        if (spec.Str("clusterIP") is null or "" && spec.Arr("clusterIPs") is null or { Count: 0 })
        {
            spec["clusterIP"] = FreeAddress(others.Select(o => o.Str("spec", "clusterIP")).OfType<string>().ToHashSet());
            spec["clusterIPs"] = new JsonArray(spec.Str("clusterIP"));
        }
        Ports(spec, others.Append(service));
    }

    private static void Ports(JsonObject spec, IEnumerable<JsonObject> services)
    {
        var needsHealthCheck = TrafficPolicyRules.NeedsHealthCheck(spec) && (spec.Int("healthCheckNodePort") ?? 0) == 0;
        var ports = ServiceTypeChange.HasNodePorts(spec) ? spec.Objects("ports").Where(p => (p.Int("nodePort") ?? 0) == 0).ToList() : [];
        if (ports.Count == 0 && !needsHealthCheck)
            return;
        var used = services.SelectMany(o => o.Objects("spec", "ports").Select(p => p.Int("nodePort") ?? 0).Append(o.Int("spec", "healthCheckNodePort") ?? 0)).ToHashSet();
        long Next() => Free(used, NodePorts, i => FirstNodePort + i) ?? throw Failures.Internal("failed to allocate a nodePort: range is full");
        foreach (var port in ports)
            port["nodePort"] = Next();
        if (needsHealthCheck)
            spec["healthCheckNodePort"] = Next();
    }

    private string FreeAddress(HashSet<string> used)
    {
        var network = IPNetwork.Parse(state.Options.ServiceIpRange);
        var first = BitConverter.ToUInt32(network.BaseAddress.GetAddressBytes().Reverse().ToArray());
        // The first is the network's, the second the API's own, the last the broadcast's.
        var size = (int)Math.Min(65536, 1L << (32 - network.PrefixLength));
        return Free(used, size - 3, i => new IPAddress(BitConverter.GetBytes(first + 2 + (uint)i).Reverse().ToArray()).ToString())
            ?? throw Failures.Internal("failed to allocate a serviceIP: range is full");
    }

    private static T? Free<T>(HashSet<T> used, int count, Func<int, T> at) where T : class
    {
        var start = RandomNumberGenerator.GetInt32(count);
        return Enumerable.Range(0, count).Select(i => at((start + i) % count)).FirstOrDefault(v => !used.Contains(v));
    }

    private static long? Free(HashSet<long> used, int count, Func<int, long> at)
    {
        var start = RandomNumberGenerator.GetInt32(count);
        foreach (var i in Enumerable.Range(0, count))
        {
            if (used.Add(at((start + i) % count)))
                return at((start + i) % count);
        }
        return null;
    }
}
