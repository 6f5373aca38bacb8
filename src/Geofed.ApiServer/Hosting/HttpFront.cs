using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Access;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Watching;
using Geofed.Model;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Hosting;

/// <summary>Answers HTTP requests: who asks, what for, in which form.</summary>
internal sealed class HttpFront(ApiState state, ResourceOperations operations)
{
    private const int MaxBody = 3 * 1024 * 1024;
    private readonly DiscoveryAnswers _discovery = new(state);

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            await AnswerAsync(http).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (!http.Response.HasStarted)
        {
            await Answers.WriteAsync(http, e.Code, e.ToStatus()).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer.
        }
    }

    /// <summary>The text of a path that is no resource, or null.</summary>
    public string? Raw(string path) => path switch
    {
        "/healthz" or "/livez" or "/readyz" => "ok",
        _ => _discovery.Find(path, aggregated: false)?.ToText(),
    };

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        var user = operations.Authenticator.Authenticate(http.Request.Headers);
        if (path is "/healthz" or "/livez" or "/readyz" || path.StartsWith("/livez/", StringComparison.Ordinal) || path.StartsWith("/readyz/", StringComparison.Ordinal))
        {
            await Answers.TextAsync(http, 200, "ok").ConfigureAwait(false);
            return;
        }
        Authorize(http, user, path);
        if (HttpMethods.IsGet(http.Request.Method) && _discovery.Find(path, Accept(http).Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal), $"{http.Connection.LocalIpAddress}:{http.Connection.LocalPort}") is { } document)
        {
            await Answers.WriteAsync(http, 200, document, document.Str("kind") == "APIGroupDiscoveryList" ? "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList" : "application/json").ConfigureAwait(false);
            return;
        }
        if (RequestInfo.Parse(path) is not { } info || !state.Registry.ServesGroupVersion(info.Resource.Group, info.Resource.Version))
        {
            await Answers.TextAsync(http, 404, "404 page not found\n").ConfigureAwait(false);
            return;
        }
        var resource = operations.Find(info.Resource);
        if (info.Subresource is { } sub && !resource.Api.Subresources.Contains(sub))
            throw Failures.NoSuchResource();
        if (info.Subresource is "log" or "exec" or "attach" or "portforward")
            throw Failures.BadRequest(state.Options.ConnectRefusal ?? $"pods/{info.Subresource} is not available: no container runs here.");
        await ServeAsync(http, resource, info, user).ConfigureAwait(false);
    }

    private async Task ServeAsync(HttpContext http, ServedResource resource, RequestInfo info, UserInfo user)
    {
        var answers = new Answers(http, state);
        var query = http.Request.Query;
        answers.Negotiate();
        if (resource.Deprecation is { } sentence)
            answers.Warn(sentence);
        var path = info.Name is null ? default : new ResourcePath(resource.Resource, info.Namespace, info.Name, info.Subresource);
        switch (http.Request.Method, info.Name)
        {
            case ("GET", null) when query["watch"] == "true" || query["watch"] == "1":
                await WatchAsync(answers, resource, info).ConfigureAwait(false);
                break;
            case ("GET", null):
                await answers.ListAsync(resource, operations.Lister.List(resource, info.Namespace, List(http, resource))).ConfigureAwait(false);
                break;
            case ("GET", _):
                await answers.ObjectAsync(200, resource, operations.Get(resource, path)).ConfigureAwait(false);
                break;
            case ("POST", null) or ("POST", _) when info.Name is null || info.Subresource is not null:
                {
                    var (body, context) = await BodyAsync(http, resource.Kind.Kind, Context(http, user, "CreateOptions")).ConfigureAwait(false);
                    var made = await operations.CreateAsync(resource, info.Namespace, info.Name, info.Subresource, body, context).ConfigureAwait(false);
                    await answers.ObjectAsync(201, resource, made, context).ConfigureAwait(false);
                    break;
                }
            case ("PUT", not null):
                {
                    var (body, context) = await BodyAsync(http, resource.Kind.Kind, Context(http, user, "UpdateOptions")).ConfigureAwait(false);
                    await answers.ObjectAsync(200, resource, await operations.ReplaceAsync(resource, path, body, context).ConfigureAwait(false), context).ConfigureAwait(false);
                    break;
                }
            case ("PATCH", not null):
                {
                    var context = Context(http, user, "PatchOptions");
                    var kind = Kind(http);
                    var patch = kind == PatchKind.Apply ? await RequestBody.YamlAsync(http, MaxBody).ConfigureAwait(false) : (await RequestBody.JsonAsync(http, MaxBody, "patch").ConfigureAwait(false)).Node!;
                    var (obj, created) = await operations.PatchAsync(resource, path, kind, patch, context).ConfigureAwait(false);
                    await answers.ObjectAsync(created ? 201 : 200, resource, obj, context).ConfigureAwait(false);
                    break;
                }
            case ("DELETE", null) when info.Namespace is not null || !resource.Api.Namespaced:
                {
                    var (options, context) = (await DeleteOptionsAsync(http).ConfigureAwait(false), Context(http, user, "DeleteOptions"));
                    await answers.ListAsync(resource, await operations.DeleteCollectionAsync(resource, info.Namespace, List(http, resource), options, context).ConfigureAwait(false)).ConfigureAwait(false);
                    break;
                }
            case ("DELETE", not null) when info.Subresource is null:
                {
                    var options = await DeleteOptionsAsync(http).ConfigureAwait(false);
                    var context = Context(http, user, "DeleteOptions") with { DryRun = options.DryRun };
                    await answers.ObjectAsync(200, resource, (await operations.DeleteAsync(resource, path, options, context).ConfigureAwait(false)).Answer, context).ConfigureAwait(false);
                    break;
                }
            default:
                throw Failures.MethodNotAllowed();
        }
    }

    private async Task WatchAsync(Answers answers, ServedResource resource, RequestInfo info)
    {
        var (http, query) = (answers.Http, answers.Http.Request.Query);
        var seconds = int.TryParse(query["timeoutSeconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var s) && s > 0 ? s : 1800;
        var watch = new WatchQuery(Selectors.Parse(resource, query["labelSelector"], query["fieldSelector"]), query["resourceVersion"],
            query["allowWatchBookmarks"] == "true", query["sendInitialEvents"] == "true", TimeSpan.FromSeconds(seconds));
        await answers.EventsAsync(resource, operations.Watches.WatchAsync(resource, info.Namespace, watch, http.RequestAborted)).ConfigureAwait(false);
    }

    private static ListQuery List(HttpContext http, ServedResource resource)
    {
        var query = http.Request.Query;
        return new(Selectors.Parse(resource, query["labelSelector"], query["fieldSelector"]), long.TryParse(query["limit"], out var limit) ? limit : 0,
            Text(query["continue"]), Text(query["resourceVersion"]), Text(query["resourceVersionMatch"]));
    }

    private RequestContext Context(HttpContext http, UserInfo user, string optionsKind)
    {
        var query = http.Request.Query;
        var dryRun = Text(query["dryRun"]);
        if (dryRun is not (null or "All"))
            throw Failures.InvalidOption(optionsKind, e => e.NotSupported("dryRun", new JsonArray(dryRun), "All"));
        return new(user)
        {
            FieldManager = Text(query["fieldManager"]) ?? DefaultManager(http.Request.Headers.UserAgent.ToString()),
            DryRun = dryRun is not null,
            FieldValidation = Text(query["fieldValidation"]) ?? "Warn",
            Force = query["force"] == "true",
            Time = state.Now,
        };
    }

    /// <summary>The first word of the user agent up to its slash; "unknown" where there is none.</summary>
    private static string DefaultManager(string agent) => agent.Split('/')[0] is { Length: > 0 } name ? name : "unknown";

    private static async Task<(JsonObject Body, RequestContext Context)> BodyAsync(HttpContext http, string kind, RequestContext context)
    {
        var type = http.Request.ContentType ?? "application/json";
        if (type.Contains("yaml", StringComparison.Ordinal))
            return (await RequestBody.YamlAsync(http, MaxBody).ConfigureAwait(false) as JsonObject ?? throw Failures.BadRequest("the body is not an object"), context);
        if (!type.StartsWith("application/json", StringComparison.Ordinal))
            throw new KubeApiException(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: application/json, application/yaml", []);
        var read = await RequestBody.JsonAsync(http, MaxBody, kind).ConfigureAwait(false);
        return (read.Node as JsonObject ?? throw Failures.BadRequest($"the object provided is unrecognized (must be of type {kind}): it is not an object"), context with { Duplicates = read.Duplicates });
    }

    private static async Task<DeleteOptions> DeleteOptionsAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var body = http.Request.ContentLength is null or 0 && !http.Request.Headers.ContainsKey("Transfer-Encoding") ? null : (await RequestBody.JsonAsync(http, MaxBody, "DeleteOptions").ConfigureAwait(false)).Node as JsonObject;
        var orphan = body.Bool("orphanDependents") ?? (query["orphanDependents"] == "true" ? true : null);
        return new()
        {
            PropagationPolicy = body.Str("propagationPolicy") ?? Text(query["propagationPolicy"]) ?? orphan switch { true => "Orphan", false => "Background", _ => null },
            GracePeriodSeconds = (int?)body.Int("gracePeriodSeconds") ?? (int.TryParse(query["gracePeriodSeconds"], out var grace) ? grace : null),
            Uid = body.Str("preconditions", "uid"),
            ResourceVersion = body.Str("preconditions", "resourceVersion"),
            DryRun = body.Strings("dryRun").Contains("All") || query["dryRun"] == "All",
        };
    }

    private static PatchKind Kind(HttpContext http) => (http.Request.ContentType ?? "").Split(';')[0] switch
    {
        "application/json-patch+json" => PatchKind.Json,
        "application/merge-patch+json" => PatchKind.Merge,
        "application/strategic-merge-patch+json" => PatchKind.Strategic,
        "application/apply-patch+yaml" => PatchKind.Apply,
        _ => throw new KubeApiException(415, "UnsupportedMediaType", "415: Unsupported Media Type", []),
    };

    private void Authorize(HttpContext http, UserInfo user, string path)
    {
        var request = Wanted(http, path);
        // Discovery and one's own reviews are for everybody who is known (ClusterRoles system:discovery and system:basic-user).
        var isOpen = path == "/version" || (user.Groups.Contains("system:authenticated") && (request.Path is not null
            ? request.Verb == "get" && (path is "/api" or "/apis" || path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/apis/", StringComparison.Ordinal) || path.StartsWith("/openapi", StringComparison.Ordinal))
            : request.Verb == "create" && request.Resource is "selfsubjectaccessreviews" or "selfsubjectrulesreviews" or "selfsubjectreviews"));
        if (!isOpen && !operations.Authorizer.Authorize(user, request).Allowed)
            throw request.Refusal(user);
    }

    private static AccessRequest Wanted(HttpContext http, string path)
    {
        if (RequestInfo.Parse(path) is not { } info)
            return new(http.Request.Method.ToLowerInvariant(), "", "") { Path = path };
        var watches = http.Request.Query["watch"] == "true" || http.Request.Query["watch"] == "1";
        var verb = http.Request.Method switch
        {
            "GET" or "HEAD" when info.Name is null => watches ? "watch" : "list",
            "GET" or "HEAD" => "get",
            "POST" => "create",
            "PUT" => "update",
            "PATCH" => "patch",
            "DELETE" => info.Name is null ? "deletecollection" : "delete",
            var other => other.ToLowerInvariant(),
        };
        return new(verb, info.Resource.Group, info.Resource.Resource) { Namespace = info.Namespace, Name = info.Name ?? "", Subresource = info.Subresource };
    }

    private static string Accept(HttpContext http) => http.Request.Headers.Accept.ToString();

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
