using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>Namespaces (pkg/registry/core/namespace/strategy.go).</summary>
internal sealed class NamespaceStrategy : StatusStrategy
{
    public override bool HasGeneration => false;

    public override IReadOnlyList<string> SelectableFields => ["status.phase"];

    public override string? CheckName(string name) => Names.DnsLabel(name);

    protected override JsonObject NewStatus() => new() { ["phase"] = "Active" };

    public override void Default(JsonObject obj)
    {
        base.Default(obj);
        if (obj.Name().Length > 0)
            obj.Ensure("metadata", "labels")["kubernetes.io/metadata.name"] = obj.Name();
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        base.PrepareForCreate(obj);
        var finalizers = obj.Strings("spec", "finalizers").ToList();
        if (!finalizers.Contains("kubernetes"))
            finalizers.Add("kubernetes");
        obj.Ensure("spec")["finalizers"] = new JsonArray([.. finalizers.Select(f => (JsonNode)f)]);
    }

    /// <summary>spec.finalizers change through the finalize subresource only.</summary>
    public override void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForUpdate(obj, old);
        obj["spec"] = old["spec"].Copy() ?? new JsonObject();
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var finalizers = obj.Strings("spec", "finalizers").ToList();
        foreach (var finalizer in finalizers)
            errors.Each("spec.finalizers", finalizer, Names.QualifiedName(finalizer));
        ObjectMetaRules.ValidateKubeFinalizers(finalizers, errors, _ => "spec.finalizers");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var phase = obj.Str("status", "phase") ?? "";
        if (!obj.IsDeleting() && phase != "Active")
            errors.Invalid("status.Phase", phase, "may only be 'Active' if `deletionTimestamp` is empty");
        else if (obj.IsDeleting() && phase != "Terminating")
            errors.Invalid("status.Phase", phase, "may only be 'Terminating' if `deletionTimestamp` is not empty");
    }
}
