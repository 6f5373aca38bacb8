using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>The rules for metadata (apimachinery pkg/api/validation/objectmeta.go), for every kind.</summary>
public static class ObjectMetaRules
{
    private const int AnnotationsLimit = 256 * 1024;
    private const string Immutable = "field is immutable";

    /// <summary>The rules for a new object's metadata. <paramref name="checkName"/> is the kind's rule, <see cref="Names.DnsSubdomain"/> when null.</summary>
    public static void Validate(JsonObject obj, FieldErrors errors, bool namespaced, Func<string, string?>? checkName = null, string path = "metadata")
    {
        var meta = obj.Obj("metadata");
        checkName ??= Names.DnsSubdomain;
        var generateName = meta.Str("generateName") ?? "";
        if (generateName.Length > 0 && checkName(MaskTrailingDash(generateName)) is { } wrongPrefix)
            errors.Invalid($"{path}.generateName", generateName, wrongPrefix);
        var name = meta.Str("name") ?? "";
        if (name.Length == 0)
            errors.Required($"{path}.name", "name or generateName is required");
        else if (checkName(name) is { } wrong)
            errors.Invalid($"{path}.name", name, wrong);
        ValidateNamespace(meta.Str("namespace") ?? "", errors, namespaced, path);
        ValidateRest(meta, errors, path);
    }

    /// <summary>
    /// The rules for changed metadata against what it was. Upstream asks twice, once for every kind (rest/update.go BeforeUpdate) and once in the
    /// kind's own validation, and so tells every cause twice.
    /// </summary>
    public static void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors, bool namespaced, string path = "metadata")
    {
        ValidateUpdateOnce(obj, old, errors, path);
        ValidateUpdateOnce(obj, old, errors, path);
    }

    private static void ValidateUpdateOnce(JsonObject obj, JsonObject old, FieldErrors errors, string path)
    {
        var (meta, before) = (obj.Obj("metadata"), old.Obj("metadata"));
        ValidateFinalizerAdditions(meta, before, errors, path);
        foreach (var field in (string[])["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"])
        {
            if (!JsonNavigation.Same(meta.At(field), before.At(field)))
                errors.Invalid($"{path}.{field}", meta.At(field) ?? (field is "name" or "namespace" or "uid" ? "" : null), Immutable);
        }
        ValidateRest(meta, errors, path);
    }

    /// <summary>Metadata of a template that has no name of its own is held to these rules only.</summary>
    public static void ValidateLabels(JsonNode? labels, FieldErrors errors, string path)
    {
        foreach (var (key, value) in labels.StringMap())
        {
            foreach (var wrong in Names.QualifiedName(key))
                errors.Invalid(path, key, wrong);
            foreach (var wrong in Names.LabelValue(value))
                errors.Invalid(path, value, wrong);
        }
    }

    public static void ValidateAnnotations(JsonNode? annotations, FieldErrors errors, string path)
    {
        long size = 0;
        foreach (var (key, value) in annotations.StringMap())
        {
            foreach (var wrong in Names.QualifiedName(key.ToLowerInvariant()))
                errors.Invalid(path, key, wrong);
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
        }
        if (size > AnnotationsLimit)
            errors.TooLong(path, AnnotationsLimit);
    }

    private static void ValidateNamespace(string ns, FieldErrors errors, bool namespaced, string path)
    {
        if (!namespaced)
        {
            if (ns.Length > 0)
                errors.Forbidden($"{path}.namespace", "not allowed on this type");
        }
        else if (ns.Length == 0)
            errors.Required($"{path}.namespace");
        else if (Names.DnsLabel(ns) is { } wrong)
            errors.Invalid($"{path}.namespace", ns, wrong);
    }

    private static void ValidateRest(JsonObject? meta, FieldErrors errors, string path)
    {
        if (meta.Int("generation") is < 0 and var generation)
            errors.Invalid($"{path}.generation", generation, "must be greater than or equal to 0");
        ValidateLabels(meta.At("labels"), errors, $"{path}.labels");
        ValidateAnnotations(meta.At("annotations"), errors, $"{path}.annotations");
        OwnerReferenceRules.Validate(meta, errors, $"{path}.ownerReferences");
        ValidateFinalizers(meta, errors, $"{path}.finalizers");
    }

    private static void ValidateFinalizers(JsonObject? meta, FieldErrors errors, string path)
    {
        var finalizers = meta.Strings("finalizers").ToArray();
        foreach (var finalizer in finalizers)
        {
            foreach (var wrong in Names.QualifiedName(finalizer))
                errors.Invalid(path, finalizer, wrong);
        }
        if (finalizers.Contains("orphan") && finalizers.Contains("foregroundDeletion"))
            errors.Invalid(path, meta!["finalizers"], "finalizer orphan and foregroundDeletion cannot be both set");
    }

    /// <summary>A finalizer without a domain is one of Kubernetes' own (pkg/apis/core/validation validateKubeFinalizerName).</summary>
    public static void ValidateKubeFinalizers(IEnumerable<string> finalizers, FieldErrors errors, Func<int, string> path)
    {
        var i = 0;
        foreach (var finalizer in finalizers)
        {
            if (!finalizer.Contains('/', StringComparison.Ordinal) && finalizer is not ("kubernetes" or "orphan" or "foregroundDeletion"))
                errors.Invalid(path(i), finalizer, "name is neither a standard finalizer name nor is it fully qualified");
            i++;
        }
    }

    private static void ValidateFinalizerAdditions(JsonObject? meta, JsonObject? before, FieldErrors errors, string path)
    {
        if (before.At("deletionTimestamp") is null)
            return;
        var added = meta.Strings("finalizers").Except(before.Strings("finalizers"), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (added.Length == 0)
            return;
        var shown = string.Join(", ", added.Select(FieldErrors.Quote));
        errors.Forbidden($"{path}.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{shown}}}");
    }

    // A generateName may end in a dash, as characters follow it.
    private static string MaskTrailingDash(string name) => name.Length > 1 && name.EndsWith('-') ? name[..^2] + "a" : name;
}
