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

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        errors.OneOfIfSet(spec, "fsGroupPolicy", "spec", "File", "None", "ReadWriteOnceWithFSType");
        var audiences = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var request in spec.Objects("tokenRequests"))
        {
            var (path, audience) = ($"spec.tokenRequests[{i++}]", request.Str("audience") ?? "");
            if (!audiences.Add(audience))
                errors.Duplicate($"{path}.audience", audience);
            else if (request.Int("expirationSeconds") is < 600 and var few)
                errors.Invalid($"{path}.expirationSeconds", few, "may not specify a duration less than 10 minutes");
            else if (request.Int("expirationSeconds") is > 1L << 32 and var many)
                errors.Invalid($"{path}.expirationSeconds", many, "may not specify a duration larger than 2^32 seconds");
        }
        foreach (var mode in spec.Strings("volumeLifecycleModes").Where(m => m is not ("Persistent" or "Ephemeral")))
            errors.NotSupported("spec.volumeLifecycleModes", mode, "Persistent", "Ephemeral");
        if (spec.Int("nodeAllocatableUpdatePeriodSeconds") is < 10 and var period)
            errors.Invalid("spec.nodeAllocatableUpdatePeriodSeconds", period, "must be greater than or equal to 10 seconds");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        // Upstream calls the first by another name.
        errors.Unchanged(obj.At("spec", "attachRequired"), old.At("spec", "attachRequired"), "spec.attachedRequired");
        errors.Unchanged(obj.At("spec", "volumeLifecycleModes"), old.At("spec", "volumeLifecycleModes"), "spec.volumeLifecycleModes");
    }
}
