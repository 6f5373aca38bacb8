using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Storage;

/// <summary>CSIDrivers (pkg/apis/storage/v1/defaults.go SetDefaults_CSIDriver).</summary>
internal sealed class CsiDriverStrategy : ResourceStrategy
{
    public override bool AllowsUnconditionalUpdate => false;

    public override void Default(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        foreach (var (key, value) in ((string, bool)[])[("attachRequired", true), ("podInfoOnMount", false), ("storageCapacity", false), ("requiresRepublish", false), ("seLinuxMount", false)])
            spec.SetWhenAbsent(key, value);
        spec.SetWhenAbsent("fsGroupPolicy", "ReadWriteOnceWithFSType");
        if (spec.Arr("volumeLifecycleModes") is null or { Count: 0 })
            spec["volumeLifecycleModes"] = new JsonArray("Persistent");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        foreach (var key in (string[])["attachRequired", "volumeLifecycleModes"])
            errors.Unchanged(obj.At("spec", key), old.At("spec", key), $"spec.{key}");
    }
}
