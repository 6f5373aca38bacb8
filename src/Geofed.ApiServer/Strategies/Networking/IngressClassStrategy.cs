using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>IngressClasses (pkg/apis/networking/validation ValidateIngressClass).</summary>
internal sealed class IngressClassStrategy : ResourceStrategy
{
    public override bool HasGeneration => true;

    public override void Default(JsonObject obj) => obj.Obj("spec", "parameters")?.SetWhenAbsent("scope", "Cluster");

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var controller = obj.Str("spec", "controller") ?? "";
        if (controller.Length > 250)
            errors.TooLong("spec.controller", 250);
        Names.DomainPrefixedPath(controller, errors, "spec.controller");
        if (obj.Obj("spec", "parameters") is { } parameters)
            ParameterRules.OfClass(parameters, errors, "spec.parameters");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        errors.Unchanged(obj.At("spec", "controller"), old.At("spec", "controller"), "spec.controller");
        Validate(obj, errors);
    }
}
