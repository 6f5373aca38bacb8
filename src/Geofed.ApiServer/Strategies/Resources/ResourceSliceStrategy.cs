using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>ResourceSlices: devices that a driver offers (pkg/registry/resource/resourceslice, pkg/apis/resource/validation ValidateResourceSlice).</summary>
internal sealed class ResourceSliceStrategy(TimeProvider time) : ResourceStrategy
{
    private static readonly string[] Lists = ["bools", "ints", "strings", "versions"];

    public override bool HasGeneration => true;

    public override IReadOnlyList<string> SelectableFields => ["spec.nodeName", "spec.driver"];

    /// <summary>A taint that does not say since when it is there is there since now.</summary>
    public override void Default(JsonObject obj)
    {
        foreach (var taint in obj.Objects("spec", "devices").SelectMany(device => device.Objects("taints")))
            taint.SetWhenAbsent("timeAdded", KubeTime.Format(time.GetUtcNow()));
    }

    public override void PrepareForCreate(JsonObject obj) => DropDisabled(obj);

    public override void PrepareForUpdate(JsonObject obj, JsonObject old) => DropDisabled(obj);

    public override void Validate(JsonObject obj, FieldErrors errors) => SliceRules.Validate(obj.Obj("spec") ?? [], null, errors);

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => SliceRules.Validate(obj.Obj("spec") ?? [], old.Obj("spec"), errors);

    public override IEnumerable<string> Warnings(JsonObject obj)
    {
        if (obj.Str("spec", "driver") is { } driver && driver.Any(char.IsUpper))
            yield return $"spec.driver: driver names should be lowercase; {FieldErrors.Quote(driver)} contains uppercase characters";
    }

    /// <summary>Fields of features that are alpha in 1.36: DRAListTypeAttributes, DRANodeAllocatableResources.</summary>
    private static void DropDisabled(JsonObject obj)
    {
        foreach (var device in obj.Objects("spec", "devices"))
        {
            device.Remove("nodeAllocatableResourceMappings");
            foreach (var attribute in (device.Obj("attributes") ?? []).Select(a => a.Value).OfType<JsonObject>())
            {
                foreach (var list in Lists)
                    attribute.Remove(list);
            }
        }
    }
}
