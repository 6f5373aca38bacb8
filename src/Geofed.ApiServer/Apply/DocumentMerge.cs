using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Apply;

/// <summary>Merges what is applied into what is there, by the schema's list types (structured-merge-diff typed/merge.go).</summary>
internal static class DocumentMerge
{
    public static JsonNode? Merge(JsonNode? live, JsonNode? config, SchemaNode schema) => Into(live.Copy(), config, schema);

    /// <summary>Merges into a copy of what is there, which it may change.</summary>
    private static JsonNode? Into(JsonNode? live, JsonNode? config, SchemaNode schema)
    {
        if (config is JsonObject o && live is JsonObject result && !schema.Atomic)
        {
            foreach (var (key, value) in o)
            {
                if (value is JsonValue && JsonNode.DeepEquals(value, result[key]))
                    continue;
                var merged = Into(result[key], value, FieldTree.Below(schema, key));
                if (merged is null || merged != result[key])
                    result[key] = merged;
            }
            return result;
        }
        if (config is JsonArray a && live is JsonArray there && schema is { Type: SchemaType.List, ListKind: not ListKind.Atomic })
            return MergeList(there, a, schema);
        return config.Copy();
    }

    /// <summary>Up to each element that both have come the live ones before it, then the new ones before it; at the end the same. The live ones move into the new list.</summary>
    private static JsonArray MergeList(JsonArray live, JsonArray config, SchemaNode schema)
    {
        var there = live.Select(n => (Step: FieldTree.StepOf(n, schema), Value: n)).ToList();
        live.Clear();
        var applied = config.Select(n => (Step: FieldTree.StepOf(n, schema), Value: n)).ToList();
        var byStep = there.DistinctBy(e => e.Step).ToDictionary(e => e.Step, e => e.Value);
        var (inLive, inConfig) = (there.Select(e => e.Step).ToHashSet(), applied.Select(e => e.Step).ToHashSet());
        var result = new JsonArray();
        var (l, c) = (0, 0);
        foreach (var (step, value) in applied.Where(e => inLive.Contains(e.Step)).Append(("", null)))
        {
            for (; l < there.Count && there[l].Step != step && !(step.Length > 0 && inConfig.Contains(there[l].Step)); l++)
            {
                if (!inConfig.Contains(there[l].Step))
                    result.Add(there[l].Value);
            }
            for (; c < applied.Count && applied[c].Step != step; c++)
            {
                if (!inLive.Contains(applied[c].Step))
                    result.Add(applied[c].Value.Copy());
            }
            if (step.Length == 0)
                break;
            // One that is applied twice is there only once to be moved.
            var found = byStep[step];
            result.Add(Into(found?.Parent is null ? found : found.DeepClone(), value, schema.Items ?? SchemaNode.Any));
            l += l < there.Count ? 1 : 0;
            c++;
        }
        return result;
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
