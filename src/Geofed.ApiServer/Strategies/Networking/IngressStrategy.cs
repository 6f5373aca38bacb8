using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>Ingresses (pkg/registry/networking/ingress, pkg/apis/networking/validation).</summary>
internal sealed class IngressStrategy : StatusStrategy
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        if (obj.Annotation(ClassAnnotation) is { } former && spec.Str("ingressClassName") is { } className && former != className)
            errors.Invalid($"metadata.annotations.{ClassAnnotation}", former, "must match `ingressClassName` when both are specified");
        IngressRules.Validate(spec, errors);
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => IngressRules.Validate(obj.Obj("spec"), errors);

    public override IEnumerable<string> Warnings(JsonObject obj) => obj.Annotation(ClassAnnotation) is null ? []
        : [$"annotation \"{ClassAnnotation}\" is deprecated, please use 'spec.ingressClassName' instead"];
}
