using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Creates and changes objects of any resource: the counterpart of registry/generic/registry/store.go.</summary>
internal sealed class ObjectWriter(ApiState state)
{
    private const string NameAlphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int Attempts = 20;
    /// <summary>As much as etcd takes.</summary>
    private const int MaxObject = 1536 * 1024;
    private readonly ObjectPreparation _preparation = new(state);

    /// <summary>Creates an object; a generated name that is taken is tried anew a few times.</summary>
    public async Task<JsonObject> CreateAsync(ServedResource resource, string? ns, JsonObject body, RequestContext context, bool isRead = false, Func<JsonObject, JsonObject>? track = null)
    {
        if (resource.IsTerminating)
            throw Failures.Terminating(resource.Resource);
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
            var next = generated ? obj.Copy() : obj;
            if (generated)
                next.Ensure("metadata")["name"] = Generate(meta.Str("generateName")!);
            next = _preparation.Create(resource, next, context, track);
            var key = Entry.KeyOf(resource.Api.Namespaced ? ns : null, next.Name());
            if (state.Partition.Newest(resource.Table, key) is null)
            {
                if (context.DryRun)
                    return next;
                if (await state.Partition.WriteAsync(resource.Table, key, null, Render(Stored(resource, next, null, null))).ConfigureAwait(false) is { } change)
                    return resource.Conversion is null ? next : Served(resource, change.New!);
            }
            if (!generated || attempt == 8)
                throw Failures.AlreadyExists(resource.Resource, next.Name());
        }
    }

    /// <summary>
    /// Changes an object: <paramref name="transform"/> makes the new one from the newest, which it leaves as it is, and is asked again
    /// when somebody else was faster, unless it set a resourceVersion.
    /// </summary>
    public async Task<JsonObject> UpdateAsync(ServedResource resource, ResourcePath path, RequestContext context, Func<JsonObject, JsonObject> transform, bool tracked = false)
    {
        var key = Entry.KeyOf(path.Namespace, path.Name);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var entry = state.Partition.Newest(resource.Table, key) ?? throw Failures.NotFound(resource.Resource, path.Name);
            var old = Served(resource, entry);
            context.Warnings.Clear();
            var next = transform(old);
            var wanted = next.ResourceVersion();
            if (wanted.Length > 0 && wanted != "0" && wanted != old.ResourceVersion())
                throw Failures.Modified(resource.Resource, path.Name);
            if (next.Uid().Length > 0 && next.Uid() != old.Uid())
                throw Failures.Precondition(resource.Kind, path.Name, $"Precondition failed: UID in precondition: {next.Uid()}, UID in object meta: {old.Uid()}");
            next = _preparation.Update(resource, path.Subresource, next, old, context, tracked);
            if (SameButForTimes(next, old) || context.DryRun)
                return next;
            var gone = IsReleased(resource, next);
            var render = Render(Stored(resource, next, entry, path.Subresource));
            var change = gone
                ? await state.Partition.WriteAsync(resource.Table, key, entry, null, render).ConfigureAwait(false)
                : await state.Partition.WriteAsync(resource.Table, key, entry, render).ConfigureAwait(false);
            if (change is not null)
            {
                // Answered as it was before the write that took it away.
                if (gone)
                    next.Ensure("metadata")["resourceVersion"] = old.ResourceVersion();
                return gone || resource.Conversion is null ? next : Served(resource, change.New!);
            }
        }
        throw Failures.Modified(resource.Resource, path.Name);
    }

    /// <summary>An object as this version of its resource shows it.</summary>
    public static JsonObject Served(ServedResource resource, Entry entry) => Served(resource, entry.Parse());

    public static JsonObject Served(ServedResource resource, JsonObject stored)
    {
        if (resource.Conversion is { } conversion)
            return conversion.ToServed(stored);
        if (stored.Str("apiVersion") != resource.Kind.ApiVersion)
            stored["apiVersion"] = resource.Kind.ApiVersion;
        return stored;
    }

    /// <summary>As it goes into the store. A version that shows only part of the status does not take the rest away.</summary>
    private static JsonObject Stored(ServedResource resource, JsonObject next, Entry? old, string? subresource)
    {
        if (resource.Conversion is not { } conversion)
            return next;
        var stored = conversion.ToStored(next);
        if (old is not null && resource.HasStatus && subresource != "status" && old.Parse()["status"] is { } status)
            stored["status"] = status.DeepClone();
        return stored;
    }

    public void Admit(ServedResource resource, string operation, string? subresource, JsonObject? obj, JsonObject? old, RequestContext context) =>
        _preparation.Admit(resource, operation, subresource, obj, old, context);

    public static Func<long, byte[]> Render(JsonObject obj) => revision =>
    {
        obj.Ensure("metadata")["resourceVersion"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return obj.ToUtf8() is { Length: <= MaxObject } json ? json : throw Failures.TooLarge();
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

    /// <summary>Waits for nobody any more: the write that brought it here deletes it.</summary>
    private static bool IsReleased(ServedResource resource, JsonObject obj) =>
        obj.IsDeleting() && (obj.Arr("metadata", "finalizers") is null or { Count: 0 })
        && (obj.Int("metadata", "deletionGracePeriodSeconds") ?? 0) == 0
        && (resource.Table != "/namespaces" || (obj.Arr("spec", "finalizers") is null or { Count: 0 }));

    /// <summary>A write that changes nothing but the times of managedFields is none (and keeps the resourceVersion).</summary>
    private static bool SameButForTimes(JsonObject a, JsonObject b)
    {
        static IEnumerable<(string Key, JsonNode? Value)> But(JsonObject? o, string key) => (o ?? []).Where(p => p.Key != key).Select(p => (p.Key, p.Value));
        static bool Same(JsonObject? x, JsonObject? y, string but) =>
            But(x, but).Count() == But(y, but).Count() && But(x, but).All(p => y!.TryGetPropertyValue(p.Key, out var other) && JsonNode.DeepEquals(p.Value, other));
        var (mine, others) = (a.Objects("metadata", "managedFields").ToList(), b.Objects("metadata", "managedFields").ToList());
        return Same(a, b, "metadata") && Same(a.Obj("metadata"), b.Obj("metadata"), "managedFields") && mine.Count == others.Count
            && mine.Zip(others).All(pair => Same(pair.First, pair.Second, "time"));
    }

    private static string Generate(string prefix) =>
        (prefix.Length > 58 ? prefix[..58] : prefix) + RandomNumberGenerator.GetString(NameAlphabet, 5);
}
