using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;

namespace Geofed.ApiServer.Apply;

/// <summary>Which fields a change set, and which it took away (structured-merge-diff typed Comparison).</summary>
internal sealed record Comparison(JsonObject Set, JsonObject Modified, JsonObject Removed)
{
    public static Comparison Of(JsonNode? before, JsonNode? after, SchemaNode schema)
    {
        var comparison = new Comparison([], [], []);
        Compare(before, after, schema, comparison);
        return comparison;
    }

    private static void Compare(JsonNode? before, JsonNode? after, SchemaNode schema, Comparison at)
    {
        var (old, now) = (FieldTree.Children(before, schema), FieldTree.Children(after, schema));
        if (old is null && now is null)
            return;
        var olds = (old ?? []).ToDictionary(c => c.Step);
        foreach (var (name, value, below) in now ?? [])
        {
            var had = olds.Remove(name, out var earlier);
            var nowLeaf = FieldTree.Children(value, below) is not { Count: > 0 };
            var wasLeaf = had && FieldTree.Children(earlier.Value, below) is not { Count: > 0 };
            if (had && JsonNode.DeepEquals(earlier.Value, value))
                continue;
            if (nowLeaf)
            {
                at.Set[name] = new JsonObject();
                if (had && wasLeaf)
                    at.Modified[name] = new JsonObject();
                else if (had)
                    at.Removed[name] = FieldTree.OfAll(earlier.Value, below);
                continue;
            }
            var child = new Comparison([], [], []);
            if (!had)
                child.Set["."] = new JsonObject();
            Compare(had ? earlier.Value : null, value, below, child);
            Attach(at.Set, name, child.Set);
            Attach(at.Modified, name, child.Modified);
            Attach(at.Removed, name, child.Removed);
        }
        foreach (var (name, gone) in olds)
        {
            at.Removed[name] = FieldTree.OfAll(gone.Value, gone.Schema);
        }
    }

    private static void Attach(JsonObject parent, string step, JsonObject child)
    {
        if (child.Count > 0)
            parent[step] = child;
    }
}
