using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>Takes the items out of a list document, each with the kind that the list's own kind implies (apimachinery unstructured_list.go).</summary>
internal static class ListItems
{
    public static IReadOnlyList<JsonObject> Take(JsonObject list)
    {
        if (list.Arr("items") is not { } array)
            return [];
        var kind = list.Str("kind") is { } k && k.EndsWith("List", StringComparison.Ordinal) ? k[..^4] : null;
        var items = array.OfType<JsonObject>().ToList();
        array.Clear();
        foreach (var item in items)
        {
            if (item["kind"] is null && kind is not null)
                item.Insert(0, "kind", kind);
            if (item["apiVersion"] is null && list.Str("apiVersion") is { } version)
                item.Insert(0, "apiVersion", version);
        }
        return items;
    }
}
