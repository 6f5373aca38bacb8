using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
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
        if (spec.Str("clusterIP") is null or "")
        {
            var ip = spec.Strings("clusterIPs").FirstOrDefault() ?? FreeAddress(others.Select(o => o.Str("spec", "clusterIP")).OfType<string>().ToHashSet());
            spec["clusterIP"] = ip;
        }
        spec["clusterIPs"] ??= new JsonArray(spec.Str("clusterIP"));
        if (spec.Str("type") is not ("NodePort" or "LoadBalancer") || spec.Bool("allocateLoadBalancerNodePorts") == false)
            return;
        var used = others.Append(service).SelectMany(o => o.Objects("spec", "ports")).Select(p => p.Int("nodePort") ?? 0).ToHashSet();
        foreach (var port in spec.Objects("ports").Where(p => (p.Int("nodePort") ?? 0) == 0))
            port["nodePort"] = Free(used, NodePorts, i => FirstNodePort + i) ?? throw new KubeApiException(500, "InternalError", "Internal error occurred: failed to allocate a nodePort: range is full");
    }

    private string FreeAddress(HashSet<string> used)
    {
        var network = IPNetwork.Parse(state.Options.ServiceIpRange);
        var first = BitConverter.ToUInt32(network.BaseAddress.GetAddressBytes().Reverse().ToArray());
        // The first is the network's, the second the API's own, the last the broadcast's.
        var size = (int)Math.Min(65536, 1L << (32 - network.PrefixLength));
        return Free(used, size - 3, i => new IPAddress(BitConverter.GetBytes(first + 2 + (uint)i).Reverse().ToArray()).ToString())
            ?? throw new KubeApiException(500, "InternalError", "Internal error occurred: failed to allocate a serviceIP: range is full");
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
