using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>Defaults and rules of a custom resource, from its schema.</summary>
internal sealed class CustomStrategy(JsonObject schema) : ResourceStrategy
{
    public override bool HasGeneration => true;

    public override void Default(JsonObject obj) => SchemaDefaults.Fill(obj, schema);

    public override void Validate(JsonObject obj, FieldErrors errors) => SchemaRules.Check(obj, schema, "", errors);

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => Validate(obj, errors);

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => Validate(obj, errors);
}
