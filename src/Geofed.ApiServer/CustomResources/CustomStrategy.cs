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
        Values(obj, null, errors);
        ListRules.Check(obj, schema, "", errors);
    }

    /// <summary>What was wrong already may stay: the schema may have got stricter meanwhile.</summary>
    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Values(obj, new(old), errors);
        Lists(obj, old, errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if (obj["status"] is { } status && schema.Obj("properties", "status") is { } below)
            SchemaRules.Check(status, below, "status", errors, new(old["status"]));
        if (scale is not null)
            ScaleRules.Status(obj, scale, errors);
        Lists(obj, old, errors);
    }

    private void Values(JsonObject obj, Correlation? before, FieldErrors errors)
    {
        SchemaRules.Check(obj, schema, "", errors, before);
        if (scale is not null)
        {
            ScaleRules.Spec(obj, scale, errors);
            ScaleRules.Status(obj, scale, errors);
        }
        EmbeddedRules.Check(obj, schema, "", errors);
    }

    private void Lists(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var before = new FieldErrors();
        ListRules.Check(old, schema, "", before);
        if (!before.Any)
            ListRules.Check(obj, schema, "", errors);
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => OfFinalizers(obj.Strings("metadata", "finalizers"));

    public override IEnumerable<string> WarningsOnUpdate(JsonObject obj, JsonObject old) =>
        OfFinalizers(obj.Strings("metadata", "finalizers").Except(old.Strings("metadata", "finalizers")));

    /// <summary>Of finalizers that others could choose as well.</summary>
    private static IEnumerable<string> OfFinalizers(IEnumerable<string> finalizers)
    {
        foreach (var name in finalizers.Distinct().Order(StringComparer.Ordinal))
        {
            foreach (var wrong in Names.QualifiedName(name))
                yield return $"metadata.finalizers: {FieldErrors.Quote(name)}: {wrong}";
            if (!name.Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(name))
            {
                yield return $"metadata.finalizers: {FieldErrors.Quote(name)}: prefer a domain-qualified finalizer name "
                    + $"{(name.Contains('.', StringComparison.Ordinal) ? "including a path (/) " : "")}to avoid accidental conflicts with other finalizer writers";
            }
        }
    }
}
