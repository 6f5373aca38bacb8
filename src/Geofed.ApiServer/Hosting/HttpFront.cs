using Geofed.ApiServer.Access;
using Geofed.ApiServer.OpenApi;
using Geofed.ApiServer.Rest;
using Geofed.Model;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Hosting;

/// <summary>Answers HTTP requests: who asks, whether it is allowed, and who has the answer.</summary>
internal sealed class HttpFront(ApiState state, ResourceOperations operations)
{
    private readonly DiscoveryAnswers _discovery = new(state);
    private readonly OpenApiDocuments _openApi = new(state.Registry);
    private readonly RequestLimits _limits = new(state.Options);
    private readonly ResourceEndpoint _resources = new(state, operations);

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            await AnswerAsync(http).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (!http.Response.HasStarted)
        {
            await Answers.FailureAsync(http, e).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer.
        }
#pragma warning disable CA1031 // A fault of the server's own must be answered like any other failure.
        catch (Exception e) when (e is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            state.Options.Log($"{state.Options.Name}: {http.Request.Method} {http.Request.Path} failed: {e.ToString().ReplaceLineEndings("; ")}");
            if (http.Response.HasStarted)
                http.Abort(); // What was sent is no whole answer: the client must not take it for one.
            else
                await Answers.FailureAsync(http, Failures.Internal($"{http.Request.Method} {http.Request.Path} failed in a way that nobody foresaw; the server's log says how")).ConfigureAwait(false);
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
        var user = operations.Authenticator.Authenticate(http);
        var isGet = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (isGet && (path is "/healthz" or "/livez" or "/readyz" || path.StartsWith("/livez/", StringComparison.Ordinal) || path.StartsWith("/readyz/", StringComparison.Ordinal)))
        {
            await Answers.TextAsync(http, 200, "ok").ConfigureAwait(false);
            return;
        }
        var info = RequestInfo.Parse(path);
        Authorize(http, user, path, info);
        if (isGet && _discovery.Find(path, WantsAggregated(Accept(http)), $"{http.Connection.LocalIpAddress}:{http.Connection.LocalPort}") is { } document)
        {
            await Answers.WriteAsync(http, 200, document, document.Str("kind") == "APIGroupDiscoveryList" ? "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList" : "application/json").ConfigureAwait(false);
            return;
        }
        if (isGet && path == "/openapi/v2" && OpenApiProtobuf.IsWanted(Accept(http)))
        {
            await Answers.BytesAsync(http, _openApi.V2Protobuf(), OpenApiProtobuf.MediaType).ConfigureAwait(false);
            return;
        }
        if (isGet && _openApi.Find(path) is { } description)
        {
            await Answers.BytesAsync(http, description).ConfigureAwait(false);
            return;
        }
        if (info is null || !state.Registry.ServesGroupVersion(info.Resource.Group, info.Resource.Version))
        {
            await Answers.TextAsync(http, 404, "404 page not found\n").ConfigureAwait(false);
            return;
        }
        var resource = operations.Find(info.Resource);
        if (info.IsWatchPath && (info.Subresource is not null || !resource.Api.Verbs.Contains("watch")))
            throw Failures.NoSuchResource();
        if (info.IsWatchPath && !isGet)
            throw Failures.MethodNotAllowed();
        if (info.Subresource is { } sub && !resource.Api.Subresources.Contains(sub))
            throw Failures.NoSuchResource();
        if (info.Subresource is "log" or "exec" or "attach" or "portforward")
            throw Failures.BadRequest(state.Options.ConnectRefusal ?? $"pods/{info.Subresource} is not available: no container runs here.");
        using var place = _limits.Enter(user, RequestReader.IsWatch(http.Request, info));
        await _resources.ServeAsync(http, resource, info, user).ConfigureAwait(false);
    }

    private void Authorize(HttpContext http, UserInfo user, string path, RequestInfo? info)
    {
        var request = AccessRequest.Of(http.Request.Method, path, info, RequestReader.IsWatch(http.Request, info));
        // Who may only see one object may list and watch that alone.
        if (request is { Verb: "list" or "watch", Name: "" } && Selectors.NameOf(http.Request.Query["fieldSelector"]) is { } name)
            request = request with { Name = name };
        if (!request.IsOpenTo(user) && !operations.Authorizer.Authorize(user, request).Allowed)
            throw request.Refusal(user);
    }

    /// <summary>Aggregated discovery, in the one version that is served: older clients also take plain discovery, which they get.</summary>
    private static bool WantsAggregated(string accept) => accept.Split(',').Select(choice => choice.Split(';', StringSplitOptions.TrimEntries))
        .Any(choice => choice.Contains("as=APIGroupDiscoveryList") && choice.Contains("v=v2"));

    private static string Accept(HttpContext http) => http.Request.Headers.Accept.ToString();
}
