using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Failures in Kubernetes' words (apimachinery pkg/api/errors/errors.go).</summary>
internal static class Failures
{
    public static KubeApiException NotFound(GroupVersionResource resource, string name) =>
        new(404, "NotFound", $"{resource.GroupResource} \"{name}\" not found", Details(resource, name));

    public static KubeApiException AlreadyExists(GroupVersionResource resource, string name) =>
        new(409, "AlreadyExists", $"{resource.GroupResource} \"{name}\" already exists", Details(resource, name));

    public static KubeApiException Modified(GroupVersionResource resource, string name) => Conflict(resource, name,
        "the object has been modified; please apply your changes to the latest version and try again");

    public static KubeApiException Conflict(GroupVersionResource resource, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {resource.GroupResource} \"{name}\": {why}", Details(resource, name));

    /// <summary>Preconditions are told of the kind, not of the resource (registry/generic/registry/store.go).</summary>
    public static KubeApiException Precondition(GroupVersionKind kind, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {Qualified(kind)} \"{name}\": {why}", Details(new(kind.Group, kind.Version, kind.Kind), name));

    public static KubeApiException Forbidden(GroupVersionResource resource, string name, string why) =>
        new(403, "Forbidden", name.Length == 0 ? $"{resource.GroupResource} is forbidden: {why}" : $"{resource.GroupResource} \"{name}\" is forbidden: {why}", Details(resource, name));

    public static KubeApiException NoVersion(GroupVersionResource resource, string name)
    {
        var errors = new FieldErrors();
        errors.Invalid("metadata.resourceVersion", 0, "must be specified for an update");
        return errors.ToException(new(resource.Group, resource.Version, resource.Resource), name);
    }

    public static KubeApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static KubeApiException MethodNotAllowed() => new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static KubeApiException Terminating(GroupVersionResource resource) =>
        new(405, "MethodNotAllowed", "create not allowed while custom resource definition is terminating", Details(resource, ""));

    public static KubeApiException NoSuchResource() => new(404, "NotFound", "the server could not find the requested resource", []);

    public static KubeApiException Expired(string message) => new(410, "Expired", message);

    public static KubeApiException Internal(string why) =>
        new(500, "InternalError", $"Internal error occurred: {why}", new() { ["causes"] = new JsonArray(new JsonObject { ["message"] = why }) });

    /// <summary>In the words that clients of Kubernetes know this by.</summary>
    public static KubeApiException TooLarge() => new(500, "", "etcdserver: request is too large");

    public static KubeApiException TooManyRequests(string message, int seconds) =>
        new(429, "TooManyRequests", message, new() { ["retryAfterSeconds"] = seconds });

    public static KubeApiException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    /// <summary>One wrong option of a request, e.g. DeleteOptions.</summary>
    public static KubeApiException InvalidOption(string kind, Action<FieldErrors> tell)
    {
        var errors = new FieldErrors();
        tell(errors);
        return errors.ToException(new("meta.k8s.io", "v1", kind), "");
    }

    private static string Qualified(GroupVersionKind kind) => kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";

    private static JsonObject Details(GroupVersionResource resource, string name)
    {
        var details = new JsonObject();
        if (name.Length > 0)
            details["name"] = name;
        if (resource.Group.Length > 0)
            details["group"] = resource.Group;
        details["kind"] = resource.Resource;
        return details;
    }
}
