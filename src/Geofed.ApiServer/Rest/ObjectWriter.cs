using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Admission;
using Geofed.ApiServer.Apply;
using Geofed.ApiServer.Storage;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Creates and changes objects of any resource: the counterpart of registry/generic/registry/store.go.</summary>
internal sealed class ObjectWriter(ApiState state)
{
    private const string NameAlphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int Attempts = 20;
    private readonly ServiceAddresses _addresses = new(state);
    private readonly PodPriorities _priorities = new(state);

    /// <summary>Creates an object; null when one of that name is there already (and the name is not a generated one).</summary>
    public async Task<JsonObject> CreateAsync(ServedResource resource, string? ns, JsonObject body, RequestContext context, bool isRead = false, Func<JsonObject, JsonObject>? track = null)
    {
        var obj = isRead ? body : ObjectReader.Read(resource, body, context);
        var meta = obj.Ensure("metadata");
        CheckNamespace(resource, meta, ns);
        foreach (var key in (string[])["resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "generation", "managedFields"])
            meta.Remove(key);
        meta["uid"] = Guid.NewGuid().ToString();
        meta["creationTimestamp"] = state.Now;
        var generated = (meta.Str("name") ?? "").Length == 0 && meta.Str("generateName") is { Length: > 0 };
        for (var attempt = 1; ; attempt++)
        {
            var next = obj.Copy();
            if (generated)
                next.Ensure("metadata")["name"] = Generate(meta.Str("generateName")!);
            var given = Given(resource, next);
            next = Prepare(resource, next, context);
            if (track is not null)
                next = track(next);
            // What the server itself fills in belongs to nobody.
            else if (FieldManagement.Track(null, given, resource.SchemaOrAny, Owner(resource, context)).Arr("metadata", "managedFields") is { } managers)
                next.Ensure("metadata")["managedFields"] = managers.DeepClone();
            var key = Entry.KeyOf(resource.Api.Namespaced ? ns : null, next.Name());
            if (state.Partition.Newest(resource.Table, key) is null)
            {
                if (context.DryRun)
                    return next;
                if (await state.Partition.WriteAsync(resource.Table, key, null, Render(next)).ConfigureAwait(false) is { } change)
                    return change.New!.Parse();
            }
            if (!generated || attempt == 8)
                throw Failures.AlreadyExists(resource.Resource, next.Name());
        }
    }

    /// <summary>What the client gave, with its defaults; the status is not its to give.</summary>
    private static JsonObject Given(ServedResource resource, JsonObject obj)
    {
        var given = obj.Copy();
        resource.Strategy.Default(given);
        if (resource.HasStatus && resource.Table != "/nodes")
            given.Remove("status");
        return given;
    }

    private JsonObject Prepare(ServedResource resource, JsonObject obj, RequestContext context)
    {
        var strategy = resource.Strategy;
        if (resource.HasStatus && resource.IsCustom)
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
        Admit(resource, "CREATE", null, obj, null, context);
        ObjectReader.Clean(resource, obj, context with { FieldValidation = "Ignore" });
        // Last, for it also writes the nulls that Go writes.
        strategy.Default(obj);
        var errors = new FieldErrors();
        ObjectMetaRules.Validate(obj, errors, resource.Api.Namespaced, strategy.CheckName);
        strategy.Validate(obj, errors);
        errors.ThrowIfAny(resource.Kind, obj.Name());
        context.Warnings.AddRange(strategy.Warnings(obj));
        return obj;
    }

    /// <summary>
    /// Changes an object: <paramref name="transform"/> makes the new one from the newest (a copy of it, which it may change), and is asked again
    /// when somebody else was faster, unless it set a resourceVersion.
    /// </summary>
    public async Task<JsonObject> UpdateAsync(ServedResource resource, ResourcePath path, RequestContext context, Func<JsonObject, JsonObject> transform, bool tracked = false)
    {
        var key = Entry.KeyOf(path.Namespace, path.Name);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var entry = state.Partition.Newest(resource.Table, key) ?? throw Failures.NotFound(resource.Resource, path.Name);
            var old = Served(resource, entry);
            var next = transform(old.Copy());
            var wanted = next.ResourceVersion();
            if (wanted.Length > 0 && wanted != "0" && wanted != old.ResourceVersion())
                throw Failures.Modified(resource.Resource, path.Name);
            if (next.Uid().Length > 0 && next.Uid() != old.Uid())
                throw Failures.Precondition(resource.Kind, path.Name, $"Precondition failed: UID in precondition: {next.Uid()}, UID in object meta: {old.Uid()}");
            next = Change(resource, path.Subresource, next, old, context, tracked);
            if (SameButForTimes(next, old) || context.DryRun)
                return next;
            var gone = IsReleased(resource, next);
            var change = gone
                ? await state.Partition.WriteAsync(resource.Table, key, entry, null, Render(next)).ConfigureAwait(false)
                : await state.Partition.WriteAsync(resource.Table, key, entry, Render(next)).ConfigureAwait(false);
            if (change is not null)
            {
                // Answered as it was before the write that took it away.
                if (gone)
                    next.Ensure("metadata")["resourceVersion"] = old.ResourceVersion();
                return gone ? next : change.New!.Parse();
            }
        }
        throw Failures.Modified(resource.Resource, path.Name);
    }

    private JsonObject Change(ServedResource resource, string? subresource, JsonObject next, JsonObject old, RequestContext context, bool tracked)
    {
        var strategy = resource.Strategy;
        var (meta, before) = (next.Ensure("metadata"), old.Ensure("metadata"));
        foreach (var field in (string[])["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "generateName"])
        {
            meta.Remove(field);
            if (before[field] is { } value)
                meta[field] = value.DeepClone();
        }
        meta["name"] ??= before.Str("name");
        if (resource.Api.Namespaced)
            meta["namespace"] ??= before.Str("namespace");
        var errors = new FieldErrors();
        if (subresource == "status")
        {
            next = KeepAllButStatus(next, old);
            strategy.PrepareForStatusUpdate(next, old);
            strategy.Default(next);
            Admit(resource, "UPDATE", subresource, next, old, context);
            ObjectMetaRules.ValidateUpdate(next, old, errors, resource.Api.Namespaced);
            strategy.ValidateStatusUpdate(next, old, errors);
        }
        else
        {
            strategy.Default(next);
            if (resource.HasStatus && subresource is null)
            {
                next.Remove("status");
                if (old["status"] is { } status)
                    next["status"] = status.DeepClone();
            }
            // Only the finalize subresource may take a namespace's finalizers away, and a binding says in the status that the pod is scheduled.
            if (subresource is not ("finalize" or "binding"))
                strategy.PrepareForUpdate(next, old);
            if (resource.Table == "/services")
                _addresses.Allocate(next);
            if (strategy.ChangesGeneration(next, old))
                meta["generation"] = (old.Int("metadata", "generation") ?? 0) + 1;
            Admit(resource, "UPDATE", subresource, next, old, context);
            ObjectMetaRules.ValidateUpdate(next, old, errors, resource.Api.Namespaced);
            strategy.ValidateUpdate(next, old, errors);
        }
        errors.ThrowIfAny(resource.Kind, old.Name());
        return tracked ? next : FieldManagement.Track(old, next, resource.SchemaOrAny, Owner(resource, context, subresource));
    }

    /// <summary>An object as this version of its resource shows it.</summary>
    public static JsonObject Served(ServedResource resource, Entry entry)
    {
        var obj = entry.Parse();
        if (obj.Str("apiVersion") != resource.Kind.ApiVersion)
            obj["apiVersion"] = resource.Kind.ApiVersion;
        return obj;
    }

    public void Admit(ServedResource resource, string operation, string? subresource, JsonObject? obj, JsonObject? old, RequestContext context)
    {
        foreach (var admission in state.Options.Admission)
            admission.Admit(new(resource.Api, operation, subresource, obj, old, context.User.Name));
    }

    public static FieldOwner Owner(ServedResource resource, RequestContext context, string? subresource = null) =>
        new(context.FieldManager, resource.Kind.ApiVersion, context.Time, subresource);

    public static Func<long, byte[]> Render(JsonObject obj) => revision =>
    {
        obj.Ensure("metadata")["resourceVersion"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return obj.ToUtf8();
    };

    private static void CheckNamespace(ServedResource resource, JsonObject meta, string? ns)
    {
        if (!resource.Api.Namespaced)
        {
            if (meta.Str("namespace") is null or "")
                meta.Remove("namespace");
            return;
        }
        if (meta.Str("namespace") is { Length: > 0 } own && own != ns)
            throw Failures.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        meta["namespace"] = ns;
    }

    /// <summary>The NamespaceLifecycle admission plugin.</summary>
    private void RequireNamespace(ServedResource resource, JsonObject obj)
    {
        if (!resource.Api.Namespaced || obj.Namespace() is not { } ns)
            return;
        var found = state.Namespace(ns)?.Parse() ?? throw Failures.NotFound(new("", "v1", "namespaces"), ns);
        if (found.IsDeleting())
        {
            var why = $"unable to create new content in namespace {ns} because it is being terminated";
            var refusal = Failures.Forbidden(resource.Resource, obj.Name(), why);
            refusal.Details!["causes"] = new JsonArray(new JsonObject { ["reason"] = "NamespaceTerminating", ["message"] = $"namespace {ns} is being terminated", ["field"] = "metadata.namespace" });
            throw refusal;
        }
    }

    /// <summary>Waits for nobody any more: the write that brought it here deletes it.</summary>
    private static bool IsReleased(ServedResource resource, JsonObject obj) =>
        obj.IsDeleting() && (obj.Arr("metadata", "finalizers") is null or { Count: 0 })
        && (obj.Int("metadata", "deletionGracePeriodSeconds") ?? 0) == 0
        && (resource.Table != "/namespaces" || (obj.Arr("spec", "finalizers") is null or { Count: 0 }));

    private static JsonObject KeepAllButStatus(JsonObject next, JsonObject old)
    {
        var kept = old.Copy();
        kept["metadata"] = next["metadata"].Copy();
        kept.Remove("status");
        if (next["status"] is { } status)
            kept["status"] = status.DeepClone();
        return kept;
    }

    /// <summary>A write that changes nothing but the times of managedFields is none (and keeps the resourceVersion).</summary>
    private static bool SameButForTimes(JsonObject a, JsonObject b)
    {
        static JsonObject Timeless(JsonObject o)
        {
            var copy = o.Copy();
            foreach (var field in copy.Objects("metadata", "managedFields"))
                field.Remove("time");
            return copy;
        }
        return JsonNode.DeepEquals(Timeless(a), Timeless(b));
    }

    private static string Generate(string prefix) =>
        (prefix.Length > 58 ? prefix[..58] : prefix) + RandomNumberGenerator.GetString(NameAlphabet, 5);
}
