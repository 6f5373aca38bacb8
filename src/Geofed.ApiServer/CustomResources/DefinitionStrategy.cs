using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>CustomResourceDefinitions (apiextensions-apiserver pkg/apis/apiextensions/v1/defaults.go, pkg/registry/customresourcedefinition/strategy.go).</summary>
internal sealed class DefinitionStrategy : ResourceStrategy
{
    public override bool HasStandardFinalizers => false;

    public override bool AllowsUnconditionalUpdate => false;

    public const string Finalizer = "customresourcecleanup.apiextensions.k8s.io";

    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        var names = spec.Ensure("names");
        if (names.Str("singular") is null or "")
            names["singular"] = (names.Str("kind") ?? "").ToLowerInvariant();
        if (names.Str("listKind") is null or "" && names.Str("kind") is { Length: > 0 } kind)
            names["listKind"] = kind + "List";
        spec.Ensure("conversion")["strategy"] ??= "None";
        if (spec.Obj("conversion", "webhook", "clientConfig", "service") is { } service)
            service.SetWhenZero("port", 443);
    }

    public override void PrepareForCreate(JsonObject obj) => obj["status"] = new JsonObject { ["storedVersions"] = new JsonArray(StorageVersion(obj)) };

    public override void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
        var stored = obj.Strings("status", "storedVersions").ToList();
        if (StorageVersion(obj) is { } version && !stored.Contains(version))
            obj.Ensure("status")["storedVersions"] = new JsonArray([.. stored.Append(version).Select(v => (JsonNode)v)]);
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var (spec, names) = (obj["spec"], obj.At("spec", "names"));
        if (obj.Name() != $"{names.Str("plural")}.{spec.Str("group")}")
            errors.Invalid("metadata.name", obj.Name(), "must be spec.names.plural+\".\"+spec.group");
        DefinitionRules.Spec(obj.Obj("spec") ?? [], errors);
        StoredVersions(obj, errors);
        CommunityApproval.Check(obj, null, errors);
        DefinitionRules.Preservation(obj.Obj("spec") ?? [], null, errors);
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        DefinitionRules.Spec(obj.Obj("spec") ?? [], errors);
        if (DefinitionNames.Is(old, "Established"))
        {
            errors.Unchanged(obj.At("spec", "scope"), old.At("spec", "scope"), "spec.scope", "");
            errors.Unchanged(obj.At("spec", "names", "kind"), old.At("spec", "names", "kind"), "spec.names.kind", "");
        }
        errors.Unchanged(obj.At("spec", "group"), old.At("spec", "group"), "spec.group", "");
        errors.Unchanged(obj.At("spec", "names", "plural"), old.At("spec", "names", "plural"), "spec.names.plural", "");
        StoredVersions(obj, errors);
        CommunityApproval.Check(obj, old, errors);
        DefinitionRules.Preservation(obj.Obj("spec") ?? [], old.Obj("spec"), errors);
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => [.. DefinitionWarnings.Formats(obj), .. DefinitionWarnings.Expressions(obj)];

    public override IEnumerable<string> WarningsOnUpdate(JsonObject obj, JsonObject old) => Warnings(obj).Except(Warnings(old));

    private static string? StorageVersion(JsonObject obj) => obj.Objects("spec", "versions").FirstOrDefault(v => v.Bool("storage") == true).Str("name");

    private static void StoredVersions(JsonObject obj, FieldErrors errors)
    {
        var (stored, versions) = (obj.Strings("status", "storedVersions").ToList(), obj.Objects("spec", "versions").ToList());
        var shown = obj.At("status", "storedVersions");
        if (stored.Count == 0)
            errors.Invalid("status.storedVersions", shown.Copy(), "must have at least one stored version");
        foreach (var version in versions.Where(v => v.Bool("storage") == true && !stored.Contains(v.Str("name")!) && stored.Count > 0))
            errors.Invalid("status.storedVersions", shown.Copy(), "must have the storage version " + version.Str("name"));
        for (var i = 0; i < stored.Count; i++)
        {
            if (!versions.Exists(v => v.Str("name") == stored[i]))
            {
                errors.Invalid($"status.storedVersions[{i}]", stored[i], $"missing from spec.versions; {stored[i]} was previously a storage version, and must remain in spec.versions until a "
                    + $"storage migration ensures no data remains persisted in {stored[i]} and removes {stored[i]} from status.storedVersions");
            }
        }
    }
}
