using System.Text.Json.Nodes;
using Geofed.ApiServer.Admission;
using Geofed.ApiServer.Apply;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Makes what a client wrote what is stored: defaults, what only the server sets, admission, validation and ownership.</summary>
internal sealed class ObjectPreparation(ApiState state)
{
    private static readonly string[] ServersMetadata = ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "generateName"];
    private readonly ServiceAddresses _addresses = new(state);
    private readonly PodPriorities _priorities = new(state);

    /// <summary>A new object; <paramref name="track"/> makes its managedFields where they are not those of a plain create.</summary>
    public JsonObject Create(ServedResource resource, JsonObject obj, RequestContext context, Func<JsonObject, JsonObject>? track)
    {
        if (track is not null)
            return track(Prepare(resource, obj, context));
        var given = Given(resource, obj);
        obj = Prepare(resource, obj, context);
        // What the server itself fills in belongs to nobody.
        return Own(obj, FieldManagement.Track(null, given, resource.SchemaOrAny, Owner(resource, context)));
    }

    private JsonObject Prepare(ServedResource resource, JsonObject obj, RequestContext context)
    {
        var strategy = resource.Strategy;
        if (resource is { HasStatus: true, IsCustom: true })
            obj.Remove("status");
        strategy.Default(obj);
        strategy.PrepareForCreate(obj);
        if (strategy.HasGeneration)
            obj.Ensure("metadata")["generation"] = 1;
        RequireNamespace(resource, obj);
        if (resource.Table == "/services")
            _addresses.Allocate(obj);
        if (resource.Table == "/pods")
            _priorities.Admit(obj);
        if (state.Options.Admission.Count > 0)
        {
            Admit(resource, "CREATE", null, obj, null, context);
            ObjectReader.Clean(resource, obj, context with { FieldValidation = "Ignore" });
            strategy.Default(obj);
        }
        var errors = new FieldErrors();
        ObjectMetaRules.Validate(obj, errors, resource.Api.Namespaced, strategy.CheckName);
        KubeFinalizers(strategy, obj, errors);
        strategy.Validate(obj, errors);
        errors.ThrowIfAny(resource.Kind, obj.Name());
        context.Warnings.AddRange(strategy.Warnings(obj));
        return Encode(resource, obj, isStored: !context.DryRun);
    }

    /// <summary>The object that takes the place of <paramref name="old"/>, written through its main path or a subresource.</summary>
    public JsonObject Update(ServedResource resource, string? subresource, JsonObject next, JsonObject old, RequestContext context, bool isTracked)
    {
        var strategy = resource.Strategy;
        KeepMetadata(resource, next, old);
        if (subresource == "status")
        {
            next = KeepAllButStatus(next, old);
            strategy.PrepareForStatusUpdate(next, old);
        }
        else if (resource.HasStatus && subresource is null)
            Keep(next, old, "status");
        strategy.Default(next);
        // Nothing below changes what a client said of a status.
        var isAsGiven = subresource == "status" && !context.DryRun;
        var given = isTracked ? null : isAsGiven ? next : Encode(resource, next.Copy(), isStored: true);
        // Only the finalize subresource may take a namespace's finalizers away, and a binding says in the status that the pod is scheduled.
        if (Subresources.IsPart(subresource))
            strategy.PrepareForSubresource(subresource!, next, old);
        else if (subresource is not ("status" or "finalize" or "binding"))
            strategy.PrepareForUpdate(next, old);
        if (resource.Table == "/services")
            _addresses.Allocate(next);
        if (subresource != "status" && strategy.ChangesGeneration(next, old))
            next.Ensure("metadata")["generation"] = (old.Int("metadata", "generation") ?? 0) + 1;
        Admit(resource, "UPDATE", subresource, next, old, context);
        var errors = new FieldErrors();
        ObjectMetaRules.ValidateUpdate(next, old, errors, resource.Api.Namespaced);
        KubeFinalizers(strategy, next, errors);
        switch (subresource)
        {
            case "status":
                strategy.ValidateStatusUpdate(next, old, errors);
                break;
            case { } part when Subresources.IsPart(part):
                strategy.ValidateSubresource(part, next, old, errors);
                break;
            case not "binding":
                strategy.ValidateUpdate(next, old, errors);
                break;
        }
        errors.ThrowIfAny(resource.Kind, old.Name());
        if (subresource is null)
            context.Warnings.AddRange(strategy.WarningsOnUpdate(next, old));
        Encode(resource, next, isStored: !context.DryRun);
        if (given is null)
            return next;
        var tracked = FieldManagement.Track(old, given, resource.SchemaOrAny, Owner(resource, context, subresource));
        return isAsGiven ? tracked : Own(next, tracked);
    }

    private static void KubeFinalizers(ResourceStrategy strategy, JsonObject obj, FieldErrors errors)
    {
        if (strategy.HasStandardFinalizers)
            ObjectMetaRules.ValidateKubeFinalizers(obj.Strings("metadata", "finalizers"), errors, i => $"metadata.finalizers[{i}]");
    }

    public void Admit(ServedResource resource, string operation, string? subresource, JsonObject? obj, JsonObject? old, RequestContext context)
    {
        foreach (var admission in state.Options.Admission)
            admission.Admit(new(resource.Api, operation, subresource, obj, old, context.User.Name));
    }

    public static FieldOwner Owner(ServedResource resource, RequestContext context, string? subresource = null) =>
        new(context.FieldManager, resource.Kind.ApiVersion, context.Time, subresource);

    /// <summary>What the client gave, with its defaults; the status is not its to give.</summary>
    private static JsonObject Given(ServedResource resource, JsonObject obj)
    {
        var given = obj.Copy();
        resource.Strategy.Default(given);
        if (resource.HasStatus)
            given.Remove("status");
        return Encode(resource, given, isStored: true);
    }

    /// <summary>As Go writes it, and reads it back from its storage: there an empty list is none. A custom resource has no Go type.</summary>
    private static JsonObject Encode(ServedResource resource, JsonObject obj, bool isStored)
    {
        if (resource.IsCustom || resource.Schema is not { } schema)
            return obj;
        GoEncoding.Complete(obj, schema, isStored && resource.Resource.Group != "apiextensions.k8s.io");
        return obj;
    }

    private static JsonObject Own(JsonObject obj, JsonObject tracked)
    {
        var (meta, from) = (obj.Ensure("metadata"), tracked.Ensure("metadata"));
        meta.Remove("managedFields");
        if (from.Remove("managedFields", out var list) && list is not null)
            meta["managedFields"] = list;
        return obj;
    }

    private static void KeepMetadata(ServedResource resource, JsonObject next, JsonObject old)
    {
        var (meta, before) = (next.Ensure("metadata"), old.Ensure("metadata"));
        foreach (var field in ServersMetadata)
            Keep(meta, before, field);
        meta["name"] ??= before.Str("name");
        if (resource.Api.Namespaced)
            meta["namespace"] ??= before.Str("namespace");
    }

    /// <summary>In the order of the old one. What is the same in both is taken over, not copied.</summary>
    private static JsonObject KeepAllButStatus(JsonObject next, JsonObject old)
    {
        var kept = new JsonObject();
        foreach (var (key, value) in old)
        {
            if (key == "metadata" || (key != "status" && JsonNode.DeepEquals(next[key], value)))
                kept[key] = Take(next, key);
            else if (key != "status")
                kept[key] = value.Copy();
        }
        if (Take(next, "status") is { } status)
            kept["status"] = status;
        return kept;
    }

    private static JsonNode? Take(JsonObject from, string field) => from.Remove(field, out var value) ? value : null;

    private static void Keep(JsonObject target, JsonObject source, string field)
    {
        target.Remove(field);
        if (source[field] is { } value)
            target[field] = value.DeepClone();
    }

    /// <summary>The NamespaceLifecycle admission plugin.</summary>
    private void RequireNamespace(ServedResource resource, JsonObject obj)
    {
        if (!resource.Api.Namespaced || obj.Namespace() is not { } ns)
            return;
        var found = state.Namespace(ns)?.Metadata() ?? throw Failures.NotFound(new("", "v1", "namespaces"), ns);
        if (!found.IsDeleting())
            return;
        var refusal = Failures.Forbidden(resource.Resource, obj.Name(), $"unable to create new content in namespace {ns} because it is being terminated");
        refusal.Details!["causes"] = new JsonArray(new JsonObject { ["reason"] = "NamespaceTerminating", ["message"] = $"namespace {ns} is being terminated", ["field"] = "metadata.namespace" });
        throw refusal;
    }
}
