using System.Text.Json.Nodes;
using Geofed.ApiServer.Access;
using Geofed.ApiServer.Apply;
using Geofed.ApiServer.Patching;
using Geofed.ApiServer.Storage;
using Geofed.ApiServer.Watching;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Everything that can be asked of resources, for in-process clients and for HTTP alike.</summary>
internal sealed class ResourceOperations
{
    private readonly ApiState _state;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly Subresources _subresources;
    private readonly Reviews _reviews;
    private readonly GrantRules _grants;

    public ResourceOperations(ApiState state, ServiceAccountTokens tokens, IReadOnlyList<string> adminTokens)
    {
        _state = state;
        _writer = new(state);
        _deleter = new(state, _writer);
        Lister = new(state);
        Watches = new(state);
        _subresources = new(state, _writer);
        Tokens = tokens;
        Authorizer = new(state);
        Authenticator = new(adminTokens, state.Options.Ca, tokens, Authorizer, state.Time);
        _grants = new(state, Authorizer);
        _reviews = new(state, Authorizer, Authenticator.Review);
    }

    public ObjectLister Lister { get; }
    public WatchStream Watches { get; }
    public RbacAuthorizer Authorizer { get; }
    public Authenticator Authenticator { get; }
    private ServiceAccountTokens Tokens { get; }

    public ServedResource Find(GroupVersionResource resource) => _state.Registry.Find(resource) ?? throw Failures.NoSuchResource();

    public ServedObject Get(ServedResource resource, ResourcePath path)
    {
        if (resource.Computed is { } computed)
            return new(resource, computed.Objects(new(_state), path.Namespace).FirstOrDefault(o => o.Name() == path.Name) ?? throw Failures.NotFound(resource.Resource, path.Name));
        var entry = _state.Partition.Get(resource.Table, Entry.KeyOf(path.Namespace, path.Name)) ?? throw Failures.NotFound(resource.Resource, path.Name);
        var obj = new ServedObject(resource, entry);
        return path.Subresource switch
        {
            null or "status" => obj,
            var part when Subresources.IsPart(part) => obj,
            "scale" => new(resource, ScaleDocument.Of(obj.Object, resource.Scale!)),
            _ => throw Failures.MethodNotAllowed(),
        };
    }

    public Task<JsonObject> CreateAsync(ServedResource resource, string? ns, string? name, string? subresource, JsonObject body, RequestContext context)
    {
        resource.MustBeStored();
        return (resource.Table, subresource) == ("/serviceaccounts", "token")
            ? Task.FromResult(Tokens.Issue(Get(resource, new(resource.Resource, ns, name!)).Object, body))
            : resource.Table == "/bindings" ? _subresources.CreateAsync(Find(new("", "v1", "pods")), new(new("", "v1", "pods"), ns, body.Name(), "binding"), body, context)
            : Reviews.IsReview(resource) ? Task.FromResult(_reviews.Answer(resource, body, context))
            : subresource is null ? _writer.CreateAsync(resource, ns, Granted(resource, body, ns, context), context) : _subresources.CreateAsync(resource, new(resource.Resource, ns, name!, subresource), body, context);
    }

    public async Task<(JsonObject Object, bool Created)> ReplaceAsync(ServedResource resource, ResourcePath path, JsonObject body, RequestContext context)
    {
        resource.MustBeStored();
        if (path.Subresource == "scale")
            return (await ScaleAsync(resource, path, _ => body, context).ConfigureAwait(false), false);
        var obj = ObjectReader.Read(resource, body, context);
        CheckName(path, obj);
        _grants.Check(resource, obj, path.Namespace, context.User);
        if (resource.Strategy.AllowsCreateOnUpdate && path.Subresource is null && _state.Partition.Newest(resource.Table, Entry.KeyOf(path.Namespace, path.Name)) is null)
        {
            var create = new AccessRequest("create", resource.Resource.Group, resource.Resource.Resource) { Namespace = path.Namespace, Name = path.Name };
            if (!Authorizer.Authorize(context.User, create).Allowed)
                throw create.Refusal(context.User);
            return (await _writer.CreateAsync(resource, path.Namespace, obj, context, isRead: true).ConfigureAwait(false), true);
        }
        var warnings = context.Warnings.ToList();
        var result = await _writer.UpdateAsync(resource, path, context, _ =>
        {
            context.Warnings.AddRange(warnings);
            return obj.ResourceVersion() is "" or "0" && !resource.Strategy.AllowsUnconditionalUpdate ? throw Failures.NoVersion(resource.Resource, path.Name) : obj.Copy();
        }).ConfigureAwait(false);
        return (result, false);
    }

    public async Task<(JsonObject Object, bool Created)> PatchAsync(ServedResource resource, ResourcePath path, PatchKind kind, JsonNode patch, RequestContext context)
    {
        resource.MustBeStored();
        if (kind != PatchKind.Apply && context.Force is not null)
            throw Failures.InvalidOption("PatchOptions", e => e.Forbidden("force", "may not be specified for non-apply patch"));
        if (kind == PatchKind.Apply)
            return await ApplyAsync(resource, path, patch, context).ConfigureAwait(false);
        if (path.Subresource == "scale")
            return (await ScaleAsync(resource, path, scale => PatchedObject.Raw(resource, kind, scale, patch), context).ConfigureAwait(false), false);
        var result = await _writer.UpdateAsync(resource, path, context, old =>
        {
            var next = Granted(resource, PatchedObject.Make(resource, kind, old, patch, context), path.Namespace, context);
            CheckName(path, next);
            return next;
        }).ConfigureAwait(false);
        return (result, false);
    }

    private async Task<(JsonObject, bool)> ApplyAsync(ServedResource resource, ResourcePath path, JsonNode patch, RequestContext context)
    {
        if (!context.HasFieldManager)
            throw Failures.InvalidOption("PatchOptions", e => e.Required("fieldManager", "is required for apply patch"));
        if (patch is not JsonObject given)
            throw Failures.BadRequest("error decoding YAML: the document is not an object");
        if (given.At("metadata", "managedFields") is not null)
            throw Failures.BadRequest("metadata.managedFields must be nil");
        if (path.Subresource == "scale")
            return (await ScaleAsync(resource, path, _ => given, context).ConfigureAwait(false), false);
        if (given.Str("kind") == resource.Kind.Kind && given.Str("apiVersion") is { Length: > 0 } version)
        {
            if (version != resource.Kind.ApiVersion)
                throw Failures.BadRequest($"Incorrect version specified in apply patch. Specified patch version: {version}, expected: {resource.Kind.ApiVersion}");
            AppliedTypes.Check(given, resource.SchemaOrAny);
        }
        var owner = ObjectPreparation.Owner(resource, context, path.Subresource);
        var config = ObjectReader.Read(resource, given, context);
        if (_state.Partition.Newest(resource.Table, Entry.KeyOf(path.Namespace, path.Name)) is null)
        {
            if (path.Subresource is not null)
                throw Failures.NotFound(resource.Resource, path.Name);
            if (config.Uid().Length > 0)
                throw Failures.Conflict(resource.Resource, path.Name, "uid mismatch: the provided object specified uid " + config.Uid() + ", and no existing object was found");
            CheckName(path, config);
            _grants.Check(resource, config, path.Namespace, context.User);
            var intent = config.Copy();
            return (await _writer.CreateAsync(resource, path.Namespace, config, context, isRead: true,
                made => FieldManagement.Own(made, intent, resource.SchemaOrAny, owner)).ConfigureAwait(false), true);
        }
        var warnings = context.Warnings.ToList();
        var result = await _writer.UpdateAsync(resource, path, context,
            live =>
            {
                context.Warnings.AddRange(warnings);
                var next = FieldManagement.Apply(live, config, resource.SchemaOrAny, owner, context.Force == true, d => { resource.Strategy.Default(d); return d; });
                CheckName(path, next);
                return Granted(resource, next, path.Namespace, context);
            }, tracked: true).ConfigureAwait(false);
        return (result, false);
    }

    public Task<(JsonObject Answer, JsonObject Object)> DeleteAsync(ServedResource resource, ResourcePath path, DeleteOptions options, RequestContext context)
    {
        resource.MustBeStored();
        return _deleter.DeleteAsync(resource, path, options, context);
    }

    public async Task<ListPage> DeleteCollectionAsync(ServedResource resource, string? ns, ListQuery query, DeleteOptions options, RequestContext context)
    {
        var page = Lister.List(resource, ns, query);
        var gone = new List<ServedObject>();
        foreach (var item in page.Items.Select(i => i.Metadata))
        {
            try
            {
                gone.Add(new(resource, (await _deleter.DeleteAsync(resource, new(resource.Resource, item.Namespace(), item.Name()), options, context).ConfigureAwait(false)).Object));
            }
            catch (KubeApiException e) when (e.IsNotFound)
            {
                // Somebody else deleted it meanwhile.
            }
        }
        return page with { Items = gone };
    }

    private JsonObject Granted(ServedResource resource, JsonObject body, string? ns, RequestContext context)
    {
        _grants.Check(resource, body, ns, context.User);
        return body;
    }

    /// <summary>Changes an object in place of a controller of this API itself.</summary>
    public Task<JsonObject> ChangeAsync(ServedResource resource, ResourcePath path, Func<JsonObject, JsonObject> change, RequestContext context) =>
        _writer.UpdateAsync(resource, path, context, old => change(old.Copy()));

    private async Task<JsonObject> ScaleAsync(ServedResource resource, ResourcePath path, Func<JsonObject, JsonObject> change, RequestContext context)
    {
        var result = await _writer.UpdateAsync(resource, path, context, old => ScaleDocument.Write(old.Copy(), change(ScaleDocument.Of(old, resource.Scale!)), resource.Scale!)).ConfigureAwait(false);
        return ScaleDocument.Of(result, resource.Scale!);
    }

    private static void CheckName(ResourcePath path, JsonObject obj)
    {
        var (name, ns) = (obj.Name(), obj.Namespace());
        if (name.Length > 0 && name != path.Name)
            throw Failures.BadRequest($"the name of the object ({name}) does not match the name on the URL ({path.Name})");
        if (ns is not null && path.Namespace is not null && ns != path.Namespace)
            throw Failures.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        obj.Ensure("metadata")["name"] = path.Name;
    }
}
