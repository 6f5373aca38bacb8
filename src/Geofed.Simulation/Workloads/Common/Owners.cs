using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Owner references: who made an object and takes care of it.</summary>
internal static class Owners
{
    /// <summary>The reference to the one controller of an object; null when it has none.</summary>
    public static JsonObject? Controller(this JsonNode? o) => o.Objects("metadata", "ownerReferences").FirstOrDefault(r => r.Bool("controller") == true);

    public static bool IsControlledBy(this JsonNode? o, JsonObject owner) => o.Controller().Str("uid") == owner.Uid();

    public static JsonObject ReferenceTo(JsonObject owner) => new()
    {
        ["apiVersion"] = owner.Str("apiVersion"),
        ["kind"] = owner.Str("kind"),
        ["name"] = owner.Name(),
        ["uid"] = owner.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };
}
