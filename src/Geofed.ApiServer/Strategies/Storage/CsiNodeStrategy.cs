using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Storage;

/// <summary>CSINodes: the drivers on a node (pkg/apis/storage/validation ValidateCSINode).</summary>
internal sealed class CsiNodeStrategy : ResourceStrategy
{
    public override bool AllowsUnconditionalUpdate => false;

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var driver in obj.Objects("spec", "drivers"))
        {
            var (path, name, node) = ($"spec.drivers[{i++}]", driver.Str("name") ?? "", driver.Str("nodeID") ?? "");
            CsiRules.DriverName(name, errors, $"{path}.name");
            errors.RequireText(driver, "nodeID", path);
            if (node.Length > 256)
                errors.Invalid($"{path}.nodeID", node, "must be 256 characters or less");
            errors.NonNegative(driver.Obj("allocatable"), "count", $"{path}.allocatable");
            if (!names.Add(name))
                errors.Duplicate($"{path}.name", name);
            TopologyKeys(driver, errors, path);
        }
    }

    private static void TopologyKeys(JsonObject driver, FieldErrors errors, string path)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in driver.Strings("topologyKeys"))
        {
            if (key.Length == 0)
                errors.Required(path);
            if (!keys.Add(key))
                errors.Duplicate(path, key);
            errors.Each(path, key, Names.QualifiedName(key));
        }
    }

    /// <summary>A driver stays as it is, but for how many volumes it can take.</summary>
    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        static JsonObject Fixed(JsonObject driver)
        {
            var copy = driver.Copy();
            copy.Remove("allocatable");
            return copy;
        }
        Validate(obj, errors);
        foreach (var before in old.Objects("spec", "drivers"))
        {
            foreach (var driver in obj.Objects("spec", "drivers").Where(d => d.Str("name") == before.Str("name") && !JsonNavigation.Same(Fixed(d), Fixed(before))))
            {
                errors.Invalid("spec.drivers", GoText.Struct(Fixed(driver), ("Name", "name"), ("NodeID", "nodeID"), ("TopologyKeys", "topologyKeys"), ("Allocatable", "allocatable")), Values.Immutable);
            }
        }
    }
}
