using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Apply;

/// <summary>The entries of metadata.managedFields.</summary>
internal sealed class Managers
{
    private readonly List<JsonObject> _entries = [];

    public static Managers Read(JsonObject? obj)
    {
        var managers = new Managers();
        managers._entries.AddRange(obj.Objects("metadata", "managedFields").Select(e => e.Copy()));
        return managers;
    }

    /// <summary>Takes the list out of an object.</summary>
    public static Managers Take(JsonObject obj)
    {
        var managers = new Managers();
        if (obj.Obj("metadata") is { } meta && meta.Remove("managedFields", out var list) && list is JsonArray entries)
        {
            managers._entries.AddRange(entries.OfType<JsonObject>());
            entries.Clear();
        }
        return managers;
    }

    /// <summary>Whether a client's list can be taken as it is.</summary>
    public static bool AreGood(JsonArray entries) => entries.All(e => e.Str("operation") is "Apply" or "Update" && e.Str("fieldsType") is "FieldsV1" && e.Obj("fieldsV1") is not null && e.Str("apiVersion") is { Length: > 0 });

    public bool IsEmpty => _entries.Count == 0;

    public JsonObject? Find(FieldOwner owner, string operation) => Entry(owner, operation)?.Obj("fieldsV1");

    public IEnumerable<JsonObject> Others(FieldOwner owner, string operation) =>
        _entries.Where(e => e != Entry(owner, operation)).Select(e => e.Obj("fieldsV1")).OfType<JsonObject>();

    public void Add(FieldOwner owner, string operation, JsonObject fields)
    {
        if (fields.Count > 0 && (Find(owner, operation) is not { } there || !FieldTree.Holds(there, fields)))
            Set(owner, operation, Find(owner, operation) is { } mine ? FieldTree.Union(mine, fields) : fields);
    }

    public void Set(FieldOwner owner, string operation, JsonObject fields)
    {
        var entry = Entry(owner, operation);
        if (entry is not null && JsonNode.DeepEquals(entry["fieldsV1"], fields))
            return;
        if (entry is not null)
            _entries.Remove(entry);
        if (fields.Count == 0)
            return;
        var made = new JsonObject { ["manager"] = owner.Manager, ["operation"] = operation, ["apiVersion"] = owner.ApiVersion, ["time"] = owner.Time, ["fieldsType"] = "FieldsV1", ["fieldsV1"] = fields };
        // Entries of the scale subresource carry no time (pkg/registry scaleUpdatedObjectInfo).
        if (owner.Subresource == "scale")
            made.Remove("time");
        if (owner.Subresource is not null)
            made["subresource"] = owner.Subresource;
        _entries.Add(made);
    }

    /// <summary>Takes fields from all entries, but those that <paramref name="except"/> applied.</summary>
    public void RemoveFromAll(JsonObject fields, FieldOwner? except)
    {
        foreach (var entry in _entries.ToList())
        {
            if ((except is not null && entry == Entry(except, "Apply")) || entry.Obj("fieldsV1") is not { } mine || !FieldTree.Touch(mine, fields))
                continue;
            var rest = FieldTree.Except(mine, fields);
            if (rest.Count == 0)
                _entries.Remove(entry);
            else
                entry["fieldsV1"] = rest;
        }
    }

    /// <summary>Which of the fields somebody else owns.</summary>
    public List<(string Manager, string Field)> Conflicts(FieldOwner owner, JsonObject fields) =>
        [.. _entries.Where(e => e != Entry(owner, "Apply")).SelectMany(e => FieldTree.Paths(FieldTree.Intersect(fields, e.Obj("fieldsV1") ?? [])).Select(path => (Describe(e), path)))];

    /// <summary>Puts the list into an object. The entries are the object's from then on.</summary>
    public JsonObject Write(JsonObject obj)
    {
        var meta = obj.Ensure("metadata");
        meta.Remove("managedFields");
        if (_entries.Count > 0)
            meta["managedFields"] = new JsonArray([.. _entries.OrderBy(e => e.Str("operation"), StringComparer.Ordinal).ThenBy(e => e.Str("time"), StringComparer.Ordinal).Cast<JsonNode>()]);
        return obj;
    }

    private JsonObject? Entry(FieldOwner owner, string operation) => _entries.FirstOrDefault(e =>
        e.Str("manager") == owner.Manager && e.Str("operation") == operation && e.Str("apiVersion") == owner.ApiVersion && e.Str("subresource") == owner.Subresource);

    private static string Describe(JsonObject entry) =>
        $"\"{entry.Str("manager")}\"" + (entry.Str("subresource") is { } s ? $" with subresource \"{s}\"" : "")
        + (entry.Str("operation") == "Update" ? $" using {entry.Str("apiVersion")}" : "");
}
