using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;

namespace Geofed.ApiServer.Apply;

/// <summary>A node of a document with the step that leads to it: "f:name" to a field, "k:{...}" to an element by its keys, "v:..." to an element of a set.</summary>
internal sealed class FieldNode(string step, JsonNode? value, SchemaNode schema)
{
    private static readonly FrozenSet<string> Unowned = FrozenSet.Create("f:name", "f:namespace", "f:creationTimestamp", "f:selfLink", "f:uid", "f:generation", "f:managedFields", "f:resourceVersion", "f:deletionTimestamp", "f:deletionGracePeriodSeconds");
    private IReadOnlyList<FieldNode>? _children;
    private bool _isRead;

    public string Step => step;

    public JsonNode? Value => value;

    public SchemaNode Schema => schema;

    /// <summary>What is below a node that is owned in parts; null for a leaf.</summary>
    public IReadOnlyList<FieldNode>? Children
    {
        get
        {
            if (!_isRead)
                (_children, _isRead) = (FieldTree.Children(value, schema), true);
            return _children;
        }
    }

    public bool IsLeaf => Children is not { Count: > 0 };

    /// <summary>A whole object, but for what nobody owns: its kind, and the metadata that only the server sets.</summary>
    /// <param name="hasMetadata">Metadata itself is there on both sides of a comparison, and nobody's.</param>
    public static FieldNode Owned(JsonObject? obj, SchemaNode schema, bool hasMetadata = false)
    {
        var whole = FieldTree.Children(obj ?? [], schema) ?? [];
        var metadata = whole.FirstOrDefault(c => c.Step == "f:metadata");
        List<FieldNode> owned = [.. (metadata?.Children ?? []).Where(c => !Unowned.Contains(c.Step))];
        if (hasMetadata)
            owned.Add(new("f:name", null, SchemaNode.Any));
        List<FieldNode> children = [.. whole.Where(c => c.Step is not ("f:apiVersion" or "f:kind" or "f:metadata"))];
        if (owned.Count > 0)
            children.Add(new("f:metadata", metadata?.Value, FieldTree.Below(schema, "metadata")) { _children = owned, _isRead = true });
        return new("", obj, schema) { _children = children, _isRead = true };
    }
}
