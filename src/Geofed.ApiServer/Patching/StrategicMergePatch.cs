using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Strategies;
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
    public static JsonObject Apply(JsonObject doc, JsonObject patch, SchemaNode schema) => Merge(doc.Copy(), patch, schema);

    private static JsonObject Merge(JsonObject target, JsonObject patch, SchemaNode? schema)
    {
        switch (patch[Directive])
        {
            case null:
                break;
            case var directive when directive.Str() == "replace":
                var replaced = patch.Copy();
                replaced.Remove(Directive);
                return replaced;
            case var directive when directive.Str() == "delete":
                return [];
            case var directive:
                throw Unknown(directive, patch);
        }
        Retain(target, patch);
        foreach (var (key, value) in patch)
        {
            if (key.StartsWith(DeleteFromList, StringComparison.Ordinal) && target[key[DeleteFromList.Length..]] is JsonArray list)
                DeleteFrom(list, value as JsonArray ?? throw Failures.BadRequest("invalid patch format of primitive list"));
        }
        foreach (var (key, value) in patch)
        {
            if (key.StartsWith('$'))
                continue;
            var below = Below(schema, key);
            var isMerged = below?.PatchStrategy?.StartsWith("merge", StringComparison.Ordinal) == true;
            if (value is null)
                target.Remove(key);
            else if (value is JsonObject o && target[key] is JsonObject old)
                target[key] = Merge(old.Copy(), o, below);
            else if (value is JsonArray a && target[key] is JsonArray there && isMerged)
                target[key] = MergeList(there.Copy(), a, below!, patch[ElementOrder + key] as JsonArray);
            else if (value is JsonObject { } made && made.ContainsKey(Directive))
                target.Remove(key);
            else
                target[key] = Strip(value.DeepClone());
        }
        Order(target, patch, schema);
        return target;
    }

    /// <summary>Only the fields that are named stay; what the patch sets has to be among them.</summary>
    private static void Retain(JsonObject target, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(RetainKeys, out var retained))
            return;
        var keep = (retained as JsonArray)?.Select(n => n.Str()).ToHashSet();
        if (keep is null || patch.Any(p => p.Value is not null && !p.Key.StartsWith('$') && !keep.Contains(p.Key)))
            throw Failures.BadRequest("invalid patch format of retainKeys");
        foreach (var key in target.Select(p => p.Key).Where(k => !keep.Contains(k)).ToList())
            target.Remove(key);
    }

    private static void DeleteFrom(JsonArray list, JsonArray gone)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (gone.Any(g => JsonNode.DeepEquals(g, list[i])))
                list.RemoveAt(i);
        }
    }

    /// <summary>An order may be given for a list that the patch does not touch otherwise; for one that it does, they must not contradict.</summary>
    private static void Order(JsonObject target, JsonObject patch, SchemaNode? schema)
    {
        foreach (var (key, value) in patch)
        {
            if (!key.StartsWith(ElementOrder, StringComparison.Ordinal) || value is not JsonArray order || Below(schema, key[ElementOrder.Length..]) is not { } below)
                continue;
            var name = key[ElementOrder.Length..];
            if (patch[name] is JsonArray given)
                CheckOrder(given, order, below.PatchMergeKey);
            else if (target[name] is JsonArray list)
                target[name] = Reorder(list, order, list, below.PatchMergeKey);
        }
    }

    private static void CheckOrder(JsonArray given, JsonArray order, string? key)
    {
        if (given.Count == 0 || order.Count == 0)
            return;
        JsonNode? Id(JsonNode? node) => key is null ? node : node.At(key);
        var at = 0;
        foreach (var item in given.Where(n => n.At(Directive) is null))
        {
            while (at < order.Count && !JsonNode.DeepEquals(Id(order[at]), Id(item)))
                at++;
            if (at++ >= order.Count)
                throw new KubeApiException(500, "", $"The order in patch list:\n{GoText.Print(given)}\n doesn't match $setElementOrder list:\n{GoText.Print(order)}\n");
        }
    }

    private static KubeApiException Unknown(JsonNode directive, JsonObject patch) => new(500, "", $"unknown patch type: {GoText.Print(directive)} in map: {GoText.Print(patch)}");

    private static SchemaNode? Below(SchemaNode? schema, string key) => schema?.Type switch
    {
        SchemaType.Object => schema.Properties.GetValueOrDefault(key),
        SchemaType.Map => schema.Values,
        _ => null,
    };

    private static JsonArray MergeList(JsonArray target, JsonArray patch, SchemaNode schema, JsonArray? order)
    {
        if (schema.PatchMergeKey is not { } key)
        {
            var all = target.Copy();
            foreach (var item in patch.Where(item => !all.Any(t => JsonNode.DeepEquals(t, item))))
                all.Add(item.Copy());
            return Reorder(all, order ?? patch, target, null);
        }
        foreach (var special in patch.OfType<JsonObject>().Where(o => o.ContainsKey(Directive)))
            CheckSpecial(special, key);
        if (patch.Any(p => p.Str(Directive) == "replace"))
            return new([.. patch.Where(p => p.At(Directive) is null).Select(p => Strip(p.Copy()))]);
        var server = target.Copy();
        foreach (var o in patch.OfType<JsonObject>())
        {
            if (!o.TryGetPropertyValue(key, out var id) || id is null)
                throw new KubeApiException(500, "", $"map: {GoText.Print(o)} does not contain declared merge key: {key}");
            var found = target.FirstOrDefault(t => JsonNode.DeepEquals(t.At(key), id)) as JsonObject;
            if (o.ContainsKey(Directive))
                target.Remove(found);
            else if (found is null)
                target.Add(Strip(o.DeepClone()));
            else
                target[target.IndexOf(found)] = Merge(found.Copy(), o, schema.Items);
        }
        return Reorder(target, order ?? patch, server, key);
    }

    /// <summary>An element may say that one is to go, or that the list is replaced as a whole.</summary>
    private static void CheckSpecial(JsonObject item, string key)
    {
        switch (item.Str(Directive))
        {
            case "replace":
                return;
            case "delete" when item.ContainsKey(key):
                return;
            case "delete":
                throw new KubeApiException(500, "", $"map: {GoText.Print(item)} does not contain declared merge key: {key}");
            case "merge":
                throw new KubeApiException(500, "", "merging lists cannot yet be specified in the patch");
            default:
                throw Unknown(item[Directive]!, item);
        }
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
            // Within a new object, null means "not there", and so does a directive.
            foreach (var key in o.Where(p => p.Value is null || (p.Value as JsonObject)?.ContainsKey(Directive) == true).Select(p => p.Key).ToList())
                o.Remove(key);
            foreach (var (_, child) in o)
                Strip(child);
        }
        else if (node is JsonArray a)
        {
            foreach (var gone in a.Where(c => c.At(Directive) is not null).ToList())
                a.Remove(gone);
            foreach (var child in a)
                Strip(child);
        }
        return node;
    }
}
