using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Propagation;

/// <summary>
/// Whether an object has everything that a manifest asks for. A server adds defaults, so more is no difference; elements of lists are compared
/// in order. A false alarm costs one server-side apply that changes nothing.
/// </summary>
internal static class Containment
{
    public static bool Holds(JsonNode? wanted, JsonNode? live) => (wanted, live) switch
    {
        (null, _) => true,
        (JsonObject w, JsonObject l) => w.All(field => Holds(field.Value, l[field.Key])),
        (JsonObject { Count: 0 }, null) or (JsonArray { Count: 0 }, null) => true,
        (JsonArray w, JsonArray l) => w.Count == l.Count && w.Zip(l).All(pair => Holds(pair.First, pair.Second)),
        (JsonValue w, JsonValue l) => JsonNavigation.Same(w, l) || SameQuantity(w, l),
        _ => false,
    };

    /// <summary>"1000m" and "1" may stand for each other.</summary>
    private static bool SameQuantity(JsonValue a, JsonValue b) => Quantity.From(a) is { } x && Quantity.From(b) is { } y && x == y;
}
