using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Overriding;

/// <summary>Adds, replaces or removes labels or annotations; what is not there is neither replaced nor removed (pkg/util/overridemanager/labelannotationoverrider.go).</summary>
internal static class MetadataOverrider
{
    public static void Apply(JsonObject o, JsonObject overrider, string field)
    {
        foreach (var (key, value) in overrider.StringMap("value"))
        {
            var map = o.Obj("metadata", field);
            switch (overrider.Str("operator"))
            {
                case "add":
                    o.Ensure("metadata", field)[key] = value;
                    break;
                case "replace":
                    if (map?.ContainsKey(key) == true)
                        map[key] = value;
                    break;
                case "remove":
                    map?.Remove(key);
                    break;
                case var other:
                    throw new OverrideException($"\"{other}\" is no operator of {field}Overrider: use add, replace or remove");
            }
        }
    }
}
