using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Apply;

/// <summary>Merges what is applied into what is there, by the schema's list types (structured-merge-diff typed/merge.go).</summary>
internal static class DocumentMerge
{
    public static JsonNode? Merge(JsonNode? live, JsonNode? config, SchemaNode schema)
    {
        if (config is JsonObject o && live is JsonObject old && !schema.Atomic)
        {
            var result = old.Copy();
            foreach (var (key, value) in o)
                result[key] = Merge(result[key], value, FieldTree.Below(schema, key));
            return result;
        }
        if (config is JsonArray a && live is JsonArray there && schema is { Type: SchemaType.List, ListKind: not ListKind.Atomic })
            return MergeList(there, a, schema);
        return config.Copy();
    }

    /// <summary>Elements keep the order of the live list; new ones come behind the applied element that they follow.</summary>
    private static JsonArray MergeList(JsonArray live, JsonArray config, SchemaNode schema)
    {
        var result = live.Select(n => (Step: FieldTree.StepOf(n, schema), Value: n.Copy())).ToList();
        var after = -1;
        foreach (var item in config)
        {
            var step = FieldTree.StepOf(item, schema);
            var at = result.FindIndex(r => r.Step == step);
            if (at >= 0)
            {
                result[at] = (step, Merge(result[at].Value, item, schema.Items ?? SchemaNode.Any));
                after = at;
            }
            else if (after >= 0)
                result.Insert(++after, (step, item.Copy()));
            else
                result.Add((step, item.Copy()));
        }
        return new([.. result.Select(r => r.Value)]);
    }

    /// <summary>Takes fields out of a document.</summary>
    public static void Prune(JsonNode? node, JsonObject fields, SchemaNode schema)
    {
        foreach (var (step, below) in fields)
        {
            var rest = (JsonObject)below!;
            var whole = rest.Count == 0 || rest.ContainsKey(".");
            if (node is JsonObject o && step[0] == 'f')
            {
                var key = step[2..];
                if (rest.Count == 0)
                    o.Remove(key);
                else
                {
                    Prune(o[key], rest, FieldTree.Below(schema, key));
                    if (o[key] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
                        o.Remove(key);
                }
            }
            else if (node is JsonArray a && step[0] is 'k' or 'v')
            {
                var list = (JsonArray)node!;
                var found = list.FirstOrDefault(n => FieldTree.StepOf(n, schema) == step);
                if (found is null)
                    continue;
                if (whole)
                    list.Remove(found);
                else
                    Prune(found, rest, schema.Items ?? SchemaNode.Any);
            }
        }
    }
}
