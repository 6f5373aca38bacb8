using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Takes a client's document in: is it of this kind, and does it have only this kind's fields?</summary>
internal static class ObjectReader
{
    /// <summary>The document, cleaned, with the resource's apiVersion and kind. It is taken over: nothing is left in the body.</summary>
    public static JsonObject Read(ServedResource resource, JsonObject body, RequestContext context)
    {
        var (wanted, found) = (resource.Kind, body.Kind());
        if (found.Kind.Length == 0 && found.Version.Length == 0)
            found = wanted;
        if (found.Kind != wanted.Kind && found.ApiVersion == wanted.ApiVersion)
            throw Failures.BadRequest($"{found.Kind} in version \"{found.Version}\" cannot be handled as a {wanted.Kind}: converting ({found.Version}.{found.Kind}) to ({Internal(wanted.Group)}.{wanted.Kind}): unknown conversion");
        if (found.ApiVersion != wanted.ApiVersion || found.Kind != wanted.Kind)
            throw Failures.BadRequest($"{found.Kind} in version \"{found.Version}\" cannot be handled as a {wanted.Kind}: no kind \"{found.Kind}\" is registered for version \"{found.ApiVersion}\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"");
        var obj = new JsonObject { ["kind"] = wanted.Kind, ["apiVersion"] = wanted.ApiVersion };
        foreach (var (key, value) in body.ToList())
        {
            body.Remove(key);
            if (key is not ("kind" or "apiVersion"))
                obj[key] = value;
        }
        obj.Ensure("metadata");
        Clean(resource, obj, context, context.Duplicates);
        return obj;
    }

    /// <summary>Drops what the kind does not have, in place.</summary>
    public static void Clean(ServedResource resource, JsonObject obj, RequestContext context, IReadOnlyList<string>? duplicates = null)
    {
        string[] dropped = [.. duplicates ?? [], .. Decode(resource, obj)];
        if (dropped.Length == 0 || context.FieldValidation == "Ignore")
            return;
        if (context.FieldValidation == "Strict")
            throw Failures.BadRequest($"{resource.Kind.Kind} in version \"{resource.Kind.Version}\" cannot be handled as a {resource.Kind.Kind}: {StrictError(dropped)}");
        context.Warnings.AddRange(dropped);
    }

    public static string StrictError(IEnumerable<string> dropped) => $"strict decoding error: {string.Join(", ", dropped)}";

    /// <summary>Drops what the kind does not have, in place, and tells of it.</summary>
    /// <exception cref="KubeApiException">400: a value is of the wrong type.</exception>
    public static IReadOnlyList<string> Decode(ServedResource resource, JsonObject obj)
    {
        DropEmpty(obj.Obj("metadata"));
        if (resource.Schema is null)
            return [];
        var dropped = FieldDecoder.Decode(obj, resource.Schema, resource.Kind);
        if (resource.IsCustom)
            return [.. dropped.Order(StringComparer.Ordinal)];
        GoEncoding.Drop(obj, resource.Schema);
        return dropped;
    }

    /// <summary>What is empty is left out of metadata (omitempty).</summary>
    private static void DropEmpty(JsonObject? meta)
    {
        foreach (var field in (string[])["labels", "annotations", "finalizers", "ownerReferences"])
        {
            if (meta?[field] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
                meta.Remove(field);
        }
    }

    private static string Internal(string group) => group.Length == 0 ? "core" : group.Split('.')[0];
}
