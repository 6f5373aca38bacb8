using Geofed.ApiServer.Access;
using Geofed.ApiServer.Rest;
using Geofed.Model;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Hosting;

/// <summary>Answers requests about resources, once it is known who asks and that it is allowed.</summary>
internal sealed class ResourceEndpoint(ApiState state, ResourceOperations operations)
{
    public async Task ServeAsync(HttpContext http, ServedResource resource, RequestInfo info, UserInfo user)
    {
        var answers = new Answers(http, state);
        answers.Negotiate();
        if (resource.Deprecation is { } sentence)
            answers.Warn(sentence);
        var path = info.Name is null ? default : new ResourcePath(resource.Resource, info.Namespace, info.Name, info.Subresource);
        var isCollection = info.Name is null;
        switch (http.Request.Method)
        {
            case "GET" or "HEAD" when RequestReader.IsWatch(http.Request, info) && info.Subresource is null:
                await WatchAsync(answers, resource, info).ConfigureAwait(false);
                break;
            case "GET" or "HEAD" when isCollection:
                await answers.ListAsync(resource, operations.Lister.List(resource, info.Namespace, RequestReader.List(http, resource))).ConfigureAwait(false);
                break;
            case "GET" or "HEAD":
                await answers.ObjectAsync(resource, operations.Get(resource, path)).ConfigureAwait(false);
                break;
            case "POST" when (isCollection && (info.Namespace is not null || !resource.Api.Namespaced)) || info.Subresource is not null:
                await CreateAsync(answers, resource, info, user).ConfigureAwait(false);
                break;
            case "PUT" when !isCollection:
                {
                    var (body, context) = await RequestReader.ObjectAsync(http, resource.Kind.Kind, Context(http, user, "UpdateOptions")).ConfigureAwait(false);
                    var (obj, created) = await operations.ReplaceAsync(resource, path, body, context).ConfigureAwait(false);
                    await answers.ObjectAsync(created ? 201 : 200, resource, obj, context).ConfigureAwait(false);
                    break;
                }
            case "PATCH" when !isCollection:
                {
                    var (kind, patch, context) = await RequestReader.PatchAsync(http, Context(http, user, "PatchOptions")).ConfigureAwait(false);
                    var (obj, created) = await operations.PatchAsync(resource, path, kind, patch, context).ConfigureAwait(false);
                    await answers.ObjectAsync(created ? 201 : 200, resource, obj, context).ConfigureAwait(false);
                    break;
                }
            case "DELETE" when isCollection && (info.Namespace is not null || !resource.Api.Namespaced) && resource.Api.Verbs.Contains("deletecollection"):
                await DeleteCollectionAsync(answers, resource, info, user).ConfigureAwait(false);
                break;
            case "DELETE" when !isCollection && info.Subresource is null:
                {
                    var options = await RequestReader.DeleteOptionsAsync(http).ConfigureAwait(false);
                    var context = Context(http, user, "DeleteOptions") with { DryRun = options.DryRun };
                    await answers.ObjectAsync(200, resource, (await operations.DeleteAsync(resource, path, options, context).ConfigureAwait(false)).Answer, context).ConfigureAwait(false);
                    break;
                }
            default:
                throw Failures.MethodNotAllowed();
        }
    }

    private async Task CreateAsync(Answers answers, ServedResource resource, RequestInfo info, UserInfo user)
    {
        var kind = info.Subresource switch { "eviction" => "Eviction", "binding" => "Binding", "token" => "TokenRequest", _ => resource.Kind.Kind };
        var (body, context) = await RequestReader.ObjectAsync(answers.Http, kind, Context(answers.Http, user, "CreateOptions")).ConfigureAwait(false);
        var made = await operations.CreateAsync(resource, info.Namespace, info.Name, info.Subresource, body, context).ConfigureAwait(false);
        await answers.ObjectAsync(201, resource, made, context).ConfigureAwait(false);
    }

    private async Task DeleteCollectionAsync(Answers answers, ServedResource resource, RequestInfo info, UserInfo user)
    {
        var options = await RequestReader.DeleteOptionsAsync(answers.Http).ConfigureAwait(false);
        var context = Context(answers.Http, user, "DeleteOptions") with { DryRun = options.DryRun };
        var gone = await operations.DeleteCollectionAsync(resource, info.Namespace, RequestReader.List(answers.Http, resource), options, context).ConfigureAwait(false);
        await answers.ListAsync(resource, gone).ConfigureAwait(false);
    }

    private async Task WatchAsync(Answers answers, ServedResource resource, RequestInfo info)
    {
        var query = RequestReader.Watch(answers.Http, resource, info.Name);
        try
        {
            await answers.EventsAsync(resource, operations.Watches.WatchAsync(resource, info.Namespace, query, answers.Http.RequestAborted)).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsGone && !answers.Http.Response.HasStarted)
        {
            // A watch that is too late is told so in the stream (apiserver pkg/storage/cacher newErrWatcher).
            await answers.ErrorEventAsync(e).ConfigureAwait(false);
        }
    }

    private RequestContext Context(HttpContext http, UserInfo user, string optionsKind) => RequestReader.Context(http, user, optionsKind, state.Now);
}
