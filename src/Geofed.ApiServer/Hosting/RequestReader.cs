using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Access;
using Geofed.ApiServer.Apply;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Watching;
using Geofed.Model;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Hosting;

/// <summary>What a request asks for beyond its path: options in the query, and its body in whatever form it comes.</summary>
internal static class RequestReader
{
    public static ListQuery List(HttpContext http, ServedResource resource)
    {
        var query = http.Request.Query;
        return new(Selectors.Parse(resource, query["labelSelector"], query["fieldSelector"]), long.TryParse(query["limit"], out var limit) ? limit : 0,
            Text(query["continue"]), Text(query["resourceVersion"]), Text(query["resourceVersionMatch"]));
    }

    public static WatchQuery Watch(HttpContext http, ServedResource resource, string? name)
    {
        var query = http.Request.Query;
        var selectors = Selectors.Parse(resource, query["labelSelector"], query["fieldSelector"]);
        if (name is not null)
        {
            if (selectors.Fields.Count > 0 && selectors.Name != name)
                throw Failures.BadRequest("fieldSelector metadata.name doesn't match requested name");
            selectors = selectors.Named(name);
        }
        var seconds = int.TryParse(query["timeoutSeconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var s) && s > 0 ? s : 1800;
        return new(selectors, query["resourceVersion"], IsTrue(query["allowWatchBookmarks"]), Text(query["sendInitialEvents"]) is { } initial ? IsTrue(initial) : null, TimeSpan.FromSeconds(seconds))
        {
            Match = Text(query["resourceVersionMatch"]),
        };
    }

    public static RequestContext Context(HttpContext http, UserInfo user, string optionsKind, string now)
    {
        var query = http.Request.Query;
        var dryRun = query["dryRun"].Where(v => !string.IsNullOrEmpty(v)).ToArray();
        if (dryRun.Any(v => v != "All"))
            throw Failures.InvalidOption(optionsKind, e => e.NotSupported("dryRun", new JsonArray([.. dryRun.Select(v => (JsonNode?)v)]), "All"));
        var validation = Text(query["fieldValidation"]);
        if (validation is not (null or "Ignore" or "Warn" or "Strict"))
            throw Failures.InvalidOption(optionsKind, e => e.NotSupported("fieldValidation", validation, "Ignore", "Strict", "Warn"));
        var manager = Text(query["fieldManager"]);
        if (manager is not null && FieldManagerRules.Check(manager) is { Any: true } wrong)
            throw Failures.InvalidOption(optionsKind, e => e.AddRange(wrong.All));
        return new(user)
        {
            FieldManager = manager ?? DefaultManager(http.Request.Headers.UserAgent.ToString()),
            HasFieldManager = manager is not null,
            DryRun = dryRun.Length > 0,
            FieldValidation = validation ?? "Warn",
            Force = Text(query["force"]) is { } force ? IsTrue(force) : null,
            Time = now,
        };
    }

    /// <summary>The object in the body: JSON, YAML, or the protobuf of Kubernetes' typed clients.</summary>
    public static async Task<(JsonObject Body, RequestContext Context)> ObjectAsync(HttpContext http, string kind, RequestContext context)
    {
        var type = MediaType(http);
        if (type is "application/yaml" or "application/x-yaml" or "text/yaml")
            return (await RequestBody.YamlAsync(http).ConfigureAwait(false) as JsonObject ?? throw Failures.BadRequest("the body is not an object"), context);
        if (type == "application/vnd.kubernetes.protobuf" && await RequestBody.ProtobufAsync(http).ConfigureAwait(false) is { } document)
            return (document, context);
        if (type is not ("" or "application/json" or "*/*"))
            throw new KubeApiException(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml", []);
        var read = await RequestBody.JsonAsync(http, kind).ConfigureAwait(false);
        return (read.Node as JsonObject ?? throw Failures.BadRequest($"the object provided is unrecognized (must be of type {kind}): it is not an object"), context with { Duplicates = read.Duplicates });
    }

    public static async Task<DeleteOptions> DeleteOptionsAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var hasBody = http.Request.ContentLength is not (null or 0) || http.Request.Headers.ContainsKey("Transfer-Encoding");
        var body = !hasBody ? null : MediaType(http) == "application/vnd.kubernetes.protobuf" ? await RequestBody.ProtobufAsync(http).ConfigureAwait(false)
            : (await RequestBody.JsonAsync(http, "DeleteOptions").ConfigureAwait(false)).Node as JsonObject;
        var orphan = body.Bool("orphanDependents") ?? (Text(query["orphanDependents"]) is { } text ? IsTrue(text) : null);
        return new()
        {
            PropagationPolicy = body.Str("propagationPolicy") ?? Text(query["propagationPolicy"]) ?? orphan switch { true => "Orphan", false => "Background", _ => null },
            GracePeriodSeconds = (int?)body.Int("gracePeriodSeconds") ?? (int.TryParse(query["gracePeriodSeconds"], out var grace) ? grace : null),
            Uid = body.Str("preconditions", "uid"),
            ResourceVersion = body.Str("preconditions", "resourceVersion"),
            DryRun = body.Strings("dryRun").Contains("All") || query["dryRun"] == "All",
        };
    }

    public static async Task<(PatchKind Kind, JsonNode Patch, RequestContext Context)> PatchAsync(HttpContext http, RequestContext context)
    {
        var kind = MediaType(http) switch
        {
            "application/json-patch+json" => PatchKind.Json,
            "application/merge-patch+json" => PatchKind.Merge,
            "application/strategic-merge-patch+json" => PatchKind.Strategic,
            "application/apply-patch+yaml" => PatchKind.Apply,
            _ => throw new KubeApiException(415, "UnsupportedMediaType", "415: Unsupported Media Type", []),
        };
        if (kind == PatchKind.Apply)
            return (kind, await RequestBody.YamlAsync(http).ConfigureAwait(false), context);
        var read = await RequestBody.JsonAsync(http, "patch").ConfigureAwait(false);
        return (kind, read.Node!, context with { Duplicates = read.Duplicates });
    }

    /// <summary>Collections are watched when they are read so; an object only under the path that watches.</summary>
    public static bool IsWatch(HttpRequest request, RequestInfo? info) => info is { IsWatchPath: true } || (info is { Name: null } && Text(request.Query["watch"]) is { } watch && IsTrue(watch));

    public static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>A query's flag (apimachinery pkg/runtime Convert_Slice_string_To_bool): anything that does not say no.</summary>
    private static bool IsTrue(string? value) => !string.IsNullOrEmpty(value) && value is not ("0" or "false" or "False" or "FALSE");

    private static string MediaType(HttpContext http) => (http.Request.ContentType ?? "").Split(';')[0].Trim();

    /// <summary>The first word of the user agent up to its slash; "unknown" where there is none.</summary>
    private static string DefaultManager(string agent)
    {
        var name = agent.Split('/')[0];
        return name.Length == 0 ? "unknown" : name.Length > 128 ? name[..128] : name;
    }
}
