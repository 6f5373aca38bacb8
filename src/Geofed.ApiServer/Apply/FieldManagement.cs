using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Apply;

/// <summary>Who owns which field: metadata.managedFields, and server-side apply (apimachinery pkg/util/managedfields, structured-merge-diff merge).</summary>
public static class FieldManagement
{
    /// <summary>The object with its managedFields brought up to date after a create, update or patch by <paramref name="owner"/>.</summary>
    public static JsonObject Track(JsonObject? before, JsonObject after, SchemaNode schema, FieldOwner owner)
    {
        // Whoever cleared the list does not want one, until somebody applies.
        if (before is not null && after.Arr("metadata", "managedFields") is null or { Count: 0 } && Managers.Read(before).IsEmpty)
            return Managers.Read(null).Write(after);
        var comparison = Comparison.Of(FieldNode.Owned(before ?? schema.Empty, schema, hasMetadata: true), FieldNode.Owned(after, schema, hasMetadata: true));
        // A client may clear the list, with [{}] or [], and write it anew, which kubectl does; not through a subresource.
        var given = after.Arr("metadata", "managedFields");
        var managers = JsonNode.DeepEquals(given, before.Arr("metadata", "managedFields")) ? Managers.Take(after) : given is null || owner.Subresource is not null || (given is [JsonObject { Count: > 0 }, ..] && !Managers.AreGood(given)) ? Managers.Read(before)
            : given is [JsonObject { Count: > 0 }, ..] ? Managers.Read(after) : new Managers();
        managers.RemoveFromAll(FieldTree.Union(comparison.Modified, comparison.Removed), except: null);
        managers.Add(owner, "Update", comparison.Set);
        return managers.Write(after);
    }

    /// <summary>
    /// Server-side apply: <paramref name="config"/> merged into <paramref name="live"/>; what the owner applied before and leaves out now goes,
    /// unless another owns it too.
    /// </summary>
    /// <param name="live">What is there, which is left as it is.</param>
    /// <exception cref="KubeApiException">409: fields belong to others and <paramref name="force"/> is not set.</exception>
    public static JsonObject Apply(JsonObject? live, JsonObject config, SchemaNode schema, FieldOwner owner, bool force, Func<JsonObject, JsonObject>? defaulted = null)
    {
        var merged = (JsonObject)DocumentMerge.Merge(live ?? [], config, schema)!;
        var managers = Managers.Take(merged);
        var before = FieldNode.Owned(live, schema);
        // What was there when nobody kept a list is nobody's in particular, but not the applier's either.
        if (live is not null && managers.IsEmpty)
            managers.Add(owner with { Manager = "before-first-apply", Subresource = null }, "Update", FieldTree.Of(before));
        var intent = FieldNode.Owned(config, schema);
        var previous = managers.Find(owner, "Apply");
        var wantsTheSame = previous is not null && FieldTree.IsOf(previous, intent);
        var wanted = wantsTheSame ? previous! : FieldTree.Of(intent);
        if (previous is not null && !wantsTheSame)
        {
            var left = FieldTree.Except(previous, wanted);
            foreach (var other in managers.Others(owner, "Apply"))
                left = FieldTree.Except(left, other);
            DocumentMerge.Prune(merged, left, schema);
        }
        var comparison = Comparison.Of(before, FieldNode.Owned(merged, schema));
        var conflicts = managers.Conflicts(owner, FieldTree.Except(FieldTree.Intersect(comparison.Modified, wanted), LastApplied.Fields(live, schema, owner)));
        if (conflicts.Count > 0 && !force)
            throw Conflict(conflicts);
        managers.RemoveFromAll(FieldTree.Union(comparison.Modified, comparison.Removed), except: owner);
        if (!wantsTheSame)
            managers.Set(owner, "Apply", wanted);
        else if (live is not null && AreSame(live, merged))
            return live.Copy();
        LastApplied.Renew(merged, config, owner);
        return managers.Write(defaulted is null ? merged : defaulted(merged));
    }

    /// <summary>Whether an object, but for its list, is as it was.</summary>
    private static bool AreSame(JsonObject live, JsonObject merged) => AreSame(live, merged, "metadata") && AreSame(live.Obj("metadata") ?? [], merged.Obj("metadata") ?? [], "managedFields");

    private static bool AreSame(JsonObject a, JsonObject b, string but) =>
        a.Count(p => p.Key != but) == b.Count(p => p.Key != but) && a.All(p => p.Key == but || (b.TryGetPropertyValue(p.Key, out var other) && JsonNode.DeepEquals(p.Value, other)));

    /// <summary>A new object, all that was applied owned by its creator.</summary>
    public static JsonObject Own(JsonObject made, JsonObject config, SchemaNode schema, FieldOwner owner)
    {
        var managers = new Managers();
        managers.Set(owner, "Apply", FieldTree.Of(FieldNode.Owned(config, schema)));
        return managers.Write(made);
    }

    private static KubeApiException Conflict(IReadOnlyList<(string Manager, string Field)> conflicts)
    {
        var causes = conflicts.Select(c => (JsonNode)new JsonObject { ["reason"] = "FieldManagerConflict", ["message"] = $"conflict with {c.Manager}", ["field"] = c.Field }).ToArray();
        var list = string.Join("\n", conflicts.GroupBy(c => c.Manager).Select(g => conflicts.Count == 1 ? $"conflict with {g.Key}: {g.First().Field}" : $"conflicts with {g.Key}:\n" + string.Join("\n", g.Select(c => $"- {c.Field}"))));
        return new(409, "Conflict", conflicts.Count == 1 ? $"Apply failed with 1 conflict: {list}" : $"Apply failed with {conflicts.Count} conflicts: {list}", new() { ["causes"] = new JsonArray(causes) });
    }
}
