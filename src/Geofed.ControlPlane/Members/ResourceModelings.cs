using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>
/// How many nodes of each grade have room (pkg/modeling/modeling.go): a node's grade is the least that any of its free resources falls into.
/// Nodes without a free pod slot are left out. (Karmada stops counting at the first such node; that is a defect and not copied.)
/// </summary>
internal static class ResourceModelings
{
    public static JsonArray? Of(JsonObject cluster, IReadOnlyCollection<JsonObject> nodes, IReadOnlyDictionary<string, Amounts> used)
    {
        var models = cluster.Objects("spec", "resourceModels").ToList();
        if (models.Count == 0)
            return null;
        var counts = new long[models.Count];
        foreach (var node in nodes)
        {
            var total = new Amounts();
            total.Add(node.Obj("status", "allocatable"));
            var taken = used[node.Name()];
            if ((total["pods"] - taken["pods"]).Sign <= 0)
                continue;
            counts[Grade(models, total, taken)]++;
        }
        return new([.. counts.Select((count, grade) => (JsonNode)new JsonObject { ["grade"] = models[grade].Int("grade"), ["count"] = count })]);
    }

    private static int Grade(List<JsonObject> models, Amounts total, Amounts taken)
    {
        var least = models.Count - 1;
        foreach (var resource in models[0].Objects("ranges").Select(r => r.Str("name") ?? ""))
        {
            var free = total[resource] - taken[resource];
            var grade = models.FindLastIndex(m => Minimum(m, resource) <= free);
            least = Math.Min(least, Math.Max(grade, 0));
        }
        return least;
    }

    private static Quantity Minimum(JsonObject model, string resource) =>
        Quantity.From(model.Objects("ranges").FirstOrDefault(r => r.Str("name") == resource).At("min")) ?? Quantity.Zero;
}
