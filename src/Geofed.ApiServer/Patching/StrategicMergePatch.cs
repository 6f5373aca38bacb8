using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Patching;

/// <summary>Strategic merge patch with its directives (apimachinery pkg/util/strategicpatch/patch.go).</summary>
public static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";
    private const string ElementOrder = "$setElementOrder/";

    /// <summary>The patched document; the ones given stay as they are.</summary>
    public static JsonObject Apply(JsonObject doc, JsonObject patch, SchemaNode schema) => Merge(doc.Copy(), patch, schema) ?? [];

    private static JsonObject? Merge(JsonObject target, JsonObject patch, SchemaNode? schema)
    {
        switch (patch.Str(Directive))
        {
            case "replace":
                return (JsonObject)Strip(patch.DeepClone())!;
            case "delete":
                return null;
            case null or "merge":
                break;
            case var other:
                throw new KubeApiException(400, "BadRequest", $"unknown patch type found: {other}");
        }
        if (patch[RetainKeys] is JsonArray retained)
        {
            var keep = retained.Select(n => n.Str()).ToHashSet();
            foreach (var key in target.Select(p => p.Key).Where(k => !keep.Contains(k)).ToList())
                target.Remove(key);
        }
        foreach (var (key, value) in patch)
        {
            if (key.StartsWith(DeleteFromList, StringComparison.Ordinal) && value is JsonArray gone && target[key[DeleteFromList.Length..]] is JsonArray list)
            {
                for (var i = list.Count - 1; i >= 0; i--)
                {
                    if (gone.Any(g => JsonNode.DeepEquals(g, list[i])))
                        list.RemoveAt(i);
                }
            }
        }
        foreach (var (key, value) in patch)
        {
            if (key.StartsWith('$'))
                continue;
            var below = Below(schema, key);
            if (value is null)
                target.Remove(key);
            else if (value is JsonObject o && target[key] is JsonObject old)
            {
                if (Merge(old.Copy(), o, below) is { } merged)
                    target[key] = merged;
                else
                    target.Remove(key);
            }
            else if (value is JsonArray a && below?.PatchStrategy?.StartsWith("merge", StringComparison.Ordinal) == true)
                target[key] = MergeList((target[key] as JsonArray).Copy() ?? [], a, below, patch[ElementOrder + key] as JsonArray);
            else
                target[key] = Strip(value.DeepClone());
        }
        // An order may be given for a list that the patch does not touch otherwise.
        foreach (var (key, value) in patch)
        {
            if (key.StartsWith(ElementOrder, StringComparison.Ordinal) && key[ElementOrder.Length..] is var name && !patch.ContainsKey(name)
                && value is JsonArray order && target[name] is JsonArray list && Below(schema, name) is { } below)
                target[name] = Reorder(list, order, list, below.PatchMergeKey);
        }
        return target;
    }

    private static SchemaNode? Below(SchemaNode? schema, string key) => schema?.Type switch
    {
        SchemaType.Object => schema.Properties.GetValueOrDefault(key),
        SchemaType.Map => schema.Values,
        _ => null,
    };

    private static JsonArray MergeList(JsonArray target, JsonArray patch, SchemaNode schema, JsonArray? order)
    {
        if (patch.Any(p => p.Str(Directive) == "replace"))
            return new([.. patch.Where(p => p.Str(Directive) != "replace").Select(p => Strip(p.Copy()))]);
        var server = target.Copy();
        foreach (var item in patch)
        {
            if (schema.PatchMergeKey is not { } key || item is not JsonObject o)
            {
                if (!target.Any(t => JsonNode.DeepEquals(t, item)))
                    target.Add(item.Copy());
                continue;
            }
            if (!o.TryGetPropertyValue(key, out var id) || id is null)
                throw new KubeApiException(400, "BadRequest", $"map: {o.ToText()} does not contain declared merge key: {key}");
            var found = target.FirstOrDefault(t => JsonNode.DeepEquals(t.At(key), id)) as JsonObject;
            var merged = found is null ? (o.Str(Directive) == "delete" ? null : (JsonObject)Strip(o.DeepClone())!) : Merge(found.Copy(), o, schema.Items);
            if (found is null && merged is not null)
                target.Add(merged);
            else if (found is not null && merged is null)
                target.Remove(found);
            else if (found is not null)
                target[target.IndexOf(found)] = merged;
        }
        return Reorder(target, order ?? patch, server, schema.PatchMergeKey);
    }

    /// <summary>
    /// The elements named by the order come in it; each other one before the first named one that it stood before on the server
    /// (normalizeElementOrder, mergeSortedSlice).
    /// </summary>
    private static JsonArray Reorder(JsonArray list, JsonArray order, JsonArray server, string? key)
    {
        JsonNode? Id(JsonNode? node) => key is null ? node : node.At(key);
        int In(JsonArray array, JsonNode? node) => Enumerable.Range(0, array.Count).FirstOrDefault(i => JsonNode.DeepEquals(Id(array[i]), Id(node)), -1);
        var named = new Queue<JsonNode?>(list.Where(n => In(order, n) >= 0).OrderBy(n => In(order, n)));
        var others = new Queue<JsonNode?>(list.Where(n => In(order, n) < 0));
        var result = new JsonArray();
        while (named.Count + others.Count > 0)
        {
            var takeOther = named.Count == 0
                || (others.Count > 0 && In(server, named.Peek()) is >= 0 and var mine && In(server, others.Peek()) is >= 0 and var its && its < mine);
            result.Add((takeOther ? others : named).Dequeue().Copy());
        }
        return result;
    }

    private static JsonNode? Strip(JsonNode? node)
    {
        if (node is JsonObject o)
        {
            foreach (var key in o.Select(p => p.Key).Where(k => k is Directive or RetainKeys || k.StartsWith("$setElementOrder/", StringComparison.Ordinal) || k.StartsWith(DeleteFromList, StringComparison.Ordinal)).ToList())
                o.Remove(key);
            // Within a new object, null means "not there".
            foreach (var key in o.Where(p => p.Value is null).Select(p => p.Key).ToList())
                o.Remove(key);
            foreach (var (_, child) in o)
                Strip(child);
        }
        else if (node is JsonArray a)
        {
            foreach (var gone in a.Where(c => c.Str(Directive) == "delete").ToList())
                a.Remove(gone);
            foreach (var child in a)
                Strip(child);
        }
        return node;
    }
}
