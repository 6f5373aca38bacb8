using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>
/// Services (pkg/apis/core/v1/defaults.go, pkg/registry/core/service). Cluster IPs and node ports are given out elsewhere;
/// here are the fields around them.
/// </summary>
internal sealed class ServiceStrategy : StatusStrategy
{
    public override bool HasGeneration => false;

    public override IReadOnlyList<string> SelectableFields => ["spec.clusterIP", "spec.type"];

    public override string? CheckName(string name) => Names.Dns1035Label(name);

    protected override void DefaultSpec(JsonObject spec)
    {
        spec.SetWhenEmpty("sessionAffinity", "None");
        if (spec.Str("sessionAffinity") == "ClientIP")
            spec.Ensure("sessionAffinityConfig", "clientIP").SetWhenAbsent("timeoutSeconds", 10800);
        spec.SetWhenEmpty("type", "ClusterIP");
        foreach (var port in spec.Objects("ports"))
        {
            port.SetWhenEmpty("protocol", "TCP");
            if (port["targetPort"] is null || port.Int("targetPort") == 0 || port.Str("targetPort") == "")
                port["targetPort"] = port["port"].Copy();
        }
        var type = spec.Str("type");
        if (type is "NodePort" or "LoadBalancer" || (type == "ClusterIP" && spec.Arr("externalIPs") is { Count: > 0 }))
            spec.SetWhenEmpty("externalTrafficPolicy", "Cluster");
        if (type is "NodePort" or "LoadBalancer" or "ClusterIP")
            spec.SetWhenAbsent("internalTrafficPolicy", "Cluster");
        if (type == "LoadBalancer")
            spec.SetWhenAbsent("allocateLoadBalancerNodePorts", true);
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        base.PrepareForCreate(obj);
        Addresses(obj.Ensure("spec"));
    }

    /// <summary>What the allocator fills in, before there is an address.</summary>
    private static void Addresses(JsonObject spec)
    {
        if (spec.Str("type") == "ExternalName")
            return;
        if (spec.Str("clusterIP") is { Length: > 0 } ip && spec["clusterIPs"] is null)
            spec["clusterIPs"] = new JsonArray(ip);
        spec.SetWhenAbsent("ipFamilies", new JsonArray("IPv4"));
        spec.SetWhenAbsent("ipFamilyPolicy", "SingleStack");
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForUpdate(obj, old);
        var (spec, before) = (obj.Ensure("spec"), old.Obj("spec") ?? []);
        if (spec.Str("type") == "ExternalName")
        {
            foreach (var key in (string[])["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"])
            {
                if (JsonNavigation.Same(spec[key], before[key]))
                    spec.Remove(key);
            }
            return;
        }
        ServiceAllocations.CarryOver(spec, before);
        Addresses(spec);
    }

    public override void Validate(JsonObject obj, FieldErrors errors) => ServiceRules.Validate(obj.Obj("spec") ?? [], errors);

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var (spec, before) = (obj.Obj("spec"), old.Obj("spec"));
        var stays = spec.Str("type") != "ExternalName" && before.Str("type") != "ExternalName";
        if (stays && before.Strings("clusterIPs").FirstOrDefault() is { Length: > 0 } ip && spec.Strings("clusterIPs").FirstOrDefault() != ip)
            errors.Invalid("spec.clusterIPs[0]", spec.At("clusterIPs").Copy(), "may not change once set");
        Validate(obj, errors);
    }
}
