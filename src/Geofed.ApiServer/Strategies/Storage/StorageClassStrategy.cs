using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Storage;

/// <summary>StorageClasses (pkg/apis/storage/v1/defaults.go, pkg/apis/storage/validation).</summary>
internal sealed class StorageClassStrategy : ResourceStrategy
{
    public override void Default(JsonObject obj)
    {
        obj.SetWhenAbsent("reclaimPolicy", "Delete");
        obj.SetWhenAbsent("volumeBindingMode", "Immediate");
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var provisioner = obj.Str("provisioner") ?? "";
        if (provisioner.Length == 0)
            errors.Required("provisioner");
        else
            errors.Each("provisioner", provisioner, Names.QualifiedName(provisioner.ToLowerInvariant()));
        if (obj.Str("reclaimPolicy") is not ("Delete" or "Retain" or null) and var policy)
            errors.NotSupported("reclaimPolicy", policy, "Delete", "Retain");
        if (obj.Str("volumeBindingMode") is not ("Immediate" or "WaitForFirstConsumer" or null) and var mode)
            errors.NotSupported("volumeBindingMode", mode, "Immediate", "WaitForFirstConsumer");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        if (!JsonNavigation.Same(obj["parameters"] ?? new JsonObject(), old["parameters"] ?? new JsonObject()))
            errors.Forbidden("parameters", "updates to parameters are forbidden.");
        if (!JsonNavigation.Same(obj["provisioner"], old["provisioner"]))
            errors.Forbidden("provisioner", "updates to provisioner are forbidden.");
        if (!JsonNavigation.Same(obj["reclaimPolicy"], old["reclaimPolicy"]))
            errors.Forbidden("reclaimPolicy", "updates to reclaimPolicy are forbidden.");
        errors.Unchanged(obj["volumeBindingMode"], old["volumeBindingMode"], "volumeBindingMode");
    }
}
