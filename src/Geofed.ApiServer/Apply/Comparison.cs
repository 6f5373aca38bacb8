using System.Text.Json.Nodes;

namespace Geofed.ApiServer.Apply;

/// <summary>Which fields a change set, and which it took away (structured-merge-diff typed Comparison).</summary>
internal sealed record Comparison(JsonObject Set, JsonObject Modified, JsonObject Removed)
{
    public static Comparison Of(FieldNode before, FieldNode after)
    {
        var comparison = new Comparison([], [], []);
        Compare(before, after, comparison);
        return comparison;
    }

    private static void Compare(FieldNode? before, FieldNode after, Comparison at)
    {
        var olds = (before?.Children ?? []).ToDictionary(c => c.Step);
        foreach (var now in after.Children ?? [])
        {
            var had = olds.Remove(now.Step, out var earlier);
            if (had && JsonNode.DeepEquals(earlier!.Value, now.Value))
                continue;
            if (now.IsLeaf)
            {
                at.Set[now.Step] = new JsonObject();
                if (had && earlier!.IsLeaf)
                    at.Modified[now.Step] = new JsonObject();
                else if (had)
                    at.Removed[now.Step] = FieldTree.OfAll(earlier!);
                continue;
            }
            var child = new Comparison([], [], []);
            if (!had)
                child.Set["."] = new JsonObject();
            Compare(earlier, now, child);
            Attach(at.Set, now.Step, child.Set);
            Attach(at.Modified, now.Step, child.Modified);
            Attach(at.Removed, now.Step, child.Removed);
        }
        foreach (var gone in olds.Values)
            at.Removed[gone.Step] = FieldTree.OfAll(gone);
    }

    private static void Attach(JsonObject parent, string step, JsonObject child)
    {
        if (child.Count > 0)
            parent[step] = child;
    }
}
