using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;

namespace Geofed.ApiServer.Apply;

/// <summary>Which fields a change set, and which it took away (structured-merge-diff typed Comparison).</summary>
internal sealed record Comparison(JsonObject Set, JsonObject Modified, JsonObject Removed)
{
    // Structs, not pointers, in the Go types: they are there in an empty object already, so nobody adds them.
    private static readonly HashSet<string> AlwaysThere = ["f:metadata", "f:spec", "f:status", "f:strategy", "f:template", "f:updateStrategy", "f:jobTemplate", "f:loadBalancer", "f:source", "f:daemonEndpoints", "f:kubeletEndpoint", "f:nodeInfo", "f:containers"];

    public static Comparison Of(JsonNode? before, JsonNode? after, SchemaNode schema)
    {
        var comparison = new Comparison([], [], []);
        Compare(before, after, schema, comparison, "", true);
        return comparison;
    }

    private static void Compare(JsonNode? before, JsonNode? after, SchemaNode schema, Comparison at, string step, bool withinOld)
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
            // An empty struct that is always there is no change.
            if (!had && withinOld && value is JsonObject { Count: 0 } && schema.IsStruct && AlwaysThere.Contains(name))
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
            var virtual_ = !had && withinOld && schema.IsStruct && AlwaysThere.Contains(name);
            if (!had && !virtual_)
                child.Set["."] = new JsonObject();
            Compare(had ? earlier.Value : null, value, below, child, name, had || virtual_);
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
