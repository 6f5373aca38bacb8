using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Strategies;
using Geofed.ApiServer.Tables;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>Defaults and rules of a custom resource, from its definition's version (apiextensions-apiserver pkg/registry/customresource).</summary>
internal sealed class CustomStrategy(JsonObject schema, ScalePaths? scale, IReadOnlyList<string> selectable) : ResourceStrategy
{
    public override bool HasStandardFinalizers => false;

    public override bool AllowsUnconditionalUpdate => false;

    private static readonly string[] StandardFinalizers = ["orphan", "foregroundDeletion", "kubernetes"];
    private readonly Dictionary<string, JsonPath> _selectable = selectable.ToDictionary(path => path.TrimStart('.'), JsonPath.Parse);

    public override bool HasGeneration => true;

    public override IReadOnlyList<string> SelectableFields => [.. _selectable.Keys];

    public override string FieldValue(JsonObject obj, string field) => _selectable[field].Find(obj).FirstOrDefault() is { } value ? value.Str() ?? value.ToText() : "";

    public override void Default(JsonObject obj) => SchemaDefaults.Fill(obj, schema);

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        SchemaRules.Check(obj, schema, "", errors);
        if (scale is not null)
            ScaleRules.Spec(obj, scale, errors);
        if (scale is not null)
            ScaleRules.Status(obj, scale, errors);
        ListRules.Check(obj, schema, "", errors);
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => Validate(obj, errors);

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if (obj["status"] is { } status && schema.Obj("properties", "status") is { } below)
            SchemaRules.Check(status, below, "status", errors);
        if (scale is not null)
            ScaleRules.Status(obj, scale, errors);
        ListRules.Check(obj, schema, "", errors);
    }

    /// <summary>Of finalizers that others could choose as well.</summary>
    public override IEnumerable<string> Warnings(JsonObject obj) => obj.Strings("metadata", "finalizers").Where(f => !f.Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(f))
        .Select(f => $"metadata.finalizers: \"{f}\": prefer a domain-qualified finalizer name {(f.Contains('.', StringComparison.Ordinal) ? "including a path (/) " : "")}to avoid accidental conflicts with other finalizer writers");
}
