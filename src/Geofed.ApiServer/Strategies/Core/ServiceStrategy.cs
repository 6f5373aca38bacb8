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

    public override void Default(JsonObject obj)
    {
        base.Default(obj);
        foreach (var ingress in obj.Objects("status", "loadBalancer", "ingress").Where(i => obj.Str("spec", "type") == "LoadBalancer" && !string.IsNullOrEmpty(i.Str("ip"))))
            ingress.SetWhenAbsent("ipMode", "VIP");
    }

    protected override void DefaultSpec(JsonObject spec)
    {
        spec.SetWhenEmpty("sessionAffinity", "None");
        if (spec.Str("sessionAffinity") == "None")
            spec.Remove("sessionAffinityConfig");
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
        ServiceFamilies.Default(obj.Ensure("spec"));
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForUpdate(obj, old);
        var (spec, before) = (obj.Ensure("spec"), old.Obj("spec") ?? []);
        ServiceTypeChange.Drop(spec, before);
        if (ServiceTypeChange.HasClusterIP(spec))
            ServiceAllocations.CarryOver(spec, before);
        ServiceFamilies.Default(spec);
    }

    public override void Validate(JsonObject obj, FieldErrors errors) => ServiceRules.Validate(obj, errors);

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var (spec, before) = (obj.Obj("spec") ?? [], old.Obj("spec") ?? []);
        ServiceAddressRules.ValidateUpdate(spec, before, errors);
        LoadBalancerRules.ClassChanged(spec, before, errors);
        TrafficPolicyRules.ValidateUpdate(spec, before, errors);
        Validate(obj, errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => LoadBalancerRules.Status(obj, errors);

    public override IEnumerable<string> Warnings(JsonObject obj) => ServiceWarnings.Of(obj);
}
