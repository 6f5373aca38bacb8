using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Storage;

/// <summary>CSIStorageCapacities (pkg/apis/storage/validation ValidateCSIStorageCapacity).</summary>
internal sealed class CsiStorageCapacityStrategy : ResourceStrategy
{
    public override bool AllowsUnconditionalUpdate => false;

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        if (obj.Obj("nodeTopology") is { } topology)
            SelectorRules.Validate(topology, errors, "nodeTopology");
        var name = obj.Str("storageClassName") ?? "";
        errors.Each("storageClassName", name, Names.DnsSubdomainErrors(name));
        if (Quantity.From(obj["capacity"]) is { Sign: < 0 } capacity)
            errors.Invalid("capacity", capacity.ToString(), Values.NonNegativeText);
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        errors.Unchanged(obj["nodeTopology"], old["nodeTopology"], "nodeTopology");
        errors.Unchanged(obj["storageClassName"], old["storageClassName"], "storageClassName");
    }
}
