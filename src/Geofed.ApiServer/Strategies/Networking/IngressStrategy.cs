using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Core;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>Ingresses (pkg/registry/networking/ingress, pkg/apis/networking/validation).</summary>
internal sealed class IngressStrategy : StatusStrategy
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        IngressRules.Validate(spec, errors);
        if (obj.Annotation(ClassAnnotation) is { } former && spec.Str("ingressClassName") is { } className && former != className)
            errors.Invalid($"annotations.{ClassAnnotation}", former, "must match `ingressClassName` when both are specified");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => IngressRules.Validate(obj.Obj("spec"), errors);

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var i = 0;
        foreach (var ingress in obj.Objects("status", "loadBalancer", "ingress"))
        {
            var path = $"status.loadBalancer.ingress[{i++}]";
            if (ingress.Str("ip") is { Length: > 0 } ip)
                errors.Address($"{path}.ip", ip);
            LoadBalancerRules.HostName(ingress, errors, $"{path}.hostname");
        }
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => obj.Annotation(ClassAnnotation) is null ? []
        : [$"annotation \"{ClassAnnotation}\" is deprecated, please use 'spec.ingressClassName' instead"];
}
