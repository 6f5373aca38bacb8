using System.Text.Json.Nodes;

namespace Geofed.ApiServer.Strategies.Storage;

/// <summary>VolumeAttributesClasses (pkg/apis/storage/validation ValidateVolumeAttributesClass).</summary>
internal sealed class VolumeAttributesClassStrategy : ResourceStrategy
{
    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        StorageParameters.Provisioner(obj, "driverName", errors);
        StorageParameters.Validate(obj, errors, allowsNone: false);
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        StorageParameters.Unchanged(obj, old, "driverName", errors);
        StorageParameters.Unchanged(obj, old, "parameters", errors);
        Validate(obj, errors);
    }
}
