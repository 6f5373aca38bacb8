using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>CustomResourceDefinitions (apiextensions-apiserver pkg/apis/apiextensions/v1/defaults.go, validation/validation.go). What is stored is served, so it is established at once.</summary>
internal sealed class DefinitionStrategy(TimeProvider time) : ResourceStrategy
{
    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";

    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        var names = spec.Ensure("names");
        if (names.Str("singular") is null or "")
            names["singular"] = (names.Str("kind") ?? "").ToLowerInvariant();
        if (names.Str("listKind") is null or "")
            names["listKind"] = names.Str("kind") + "List";
        spec.Ensure("conversion")["strategy"] ??= "None";
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        var now = KubeTime.Format(time.GetUtcNow());
        JsonObject Condition(string type, string reason, string message) => new()
        {
            ["type"] = type,
            ["status"] = "True",
            ["lastTransitionTime"] = now,
            ["reason"] = reason,
            ["message"] = message,
        };
        obj["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(Condition("NamesAccepted", "NoConflicts", "no conflicts found"), Condition("Established", "InitialNamesAccepted", "the initial names have been accepted")),
            ["acceptedNames"] = obj.Obj("spec", "names").Copy(),
            ["storedVersions"] = new JsonArray([.. obj["spec"].Objects("versions").Where(v => v.Bool("storage") == true).Select(v => (JsonNode?)v.Str("name"))]),
        };
        obj.Ensure("metadata")["finalizers"] = new JsonArray([.. obj.Strings("metadata", "finalizers").Append(Finalizer).Distinct().Select(f => (JsonNode)f)]);
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
        if (obj.Obj("status") is { } status)
            status["acceptedNames"] = obj.Obj("spec", "names").Copy();
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var (spec, names) = (obj["spec"], obj.At("spec", "names"));
        var required = $"{names.Str("plural")}.{spec.Str("group")}";
        if (obj.Name() != required)
            errors.Invalid("metadata.name", obj.Name(), $"must be spec.names.plural+\".\"+spec.group");
        if (spec.Str("scope") is not ("Namespaced" or "Cluster"))
            errors.NotSupported("spec.scope", spec.Str("scope") ?? "", "Cluster", "Namespaced");
        if (spec.Objects("versions").Count(v => v.Bool("storage") == true) != 1)
            errors.Invalid("spec.versions", spec.At("versions").Copy(), "must have exactly one version marked as storage version");
        var i = 0;
        foreach (var version in spec.Objects("versions"))
        {
            if (version.At("schema", "openAPIV3Schema") is null)
                errors.Required($"spec.versions[{i}].schema.openAPIV3Schema", "schemas are required");
            i++;
        }
    }
}
