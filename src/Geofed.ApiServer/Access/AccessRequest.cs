using Geofed.ApiServer.Hosting;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.ApiServer.Access;

/// <summary>What somebody wants to do: a verb on a resource, or on a path that is none.</summary>
internal sealed record AccessRequest(string Verb, string Group, string Resource)
{
    public string? Namespace { get; init; }
    public string Name { get; init; } = "";
    public string? Subresource { get; init; }
    /// <summary>Set for what is no resource; the other fields are then empty.</summary>
    public string? Path { get; init; }

    public string FullResource => string.IsNullOrEmpty(Subresource) ? Resource : $"{Resource}/{Subresource}";

    public static AccessRequest Of(string method, string path, RequestInfo? info, bool isWatch)
    {
        if (info is null)
            return new(method.ToLowerInvariant(), "", "") { Path = path };
        var verb = method switch
        {
            _ when info.IsWatchPath => "watch",
            "GET" or "HEAD" when isWatch => "watch",
            "GET" or "HEAD" => info.Name is null ? "list" : "get",
            "POST" => "create",
            "PUT" => "update",
            "PATCH" => "patch",
            "DELETE" => info.Name is null ? "deletecollection" : "delete",
            var other => other.ToLowerInvariant(),
        };
        return new(verb, info.Resource.Group, info.Resource.Resource) { Namespace = info.Namespace, Name = info.Name ?? "", Subresource = info.Subresource };
    }

    /// <summary>
    /// Discovery and one's own reviews are for everybody who is known, the version for all (ClusterRoles system:discovery, system:basic-user,
    /// system:public-info-viewer).
    /// </summary>
    public bool IsOpenTo(UserInfo user) => Path == "/version" || (user.Groups.Contains("system:authenticated") && (Path is not null
        ? Verb is "get" or "head" && (Path is "/api" or "/apis" or "/openapi" || Path.StartsWith("/api/", StringComparison.Ordinal) || Path.StartsWith("/apis/", StringComparison.Ordinal) || Path.StartsWith("/openapi/", StringComparison.Ordinal))
        : Verb == "create" && Resource is "selfsubjectaccessreviews" or "selfsubjectrulesreviews" or "selfsubjectreviews"));

    /// <summary>403, in the words of apiserver pkg/endpoints/handlers/responsewriters/errors.go.</summary>
    public KubeApiException Refusal(UserInfo user) => Path is not null
        ? new(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot {Verb} path \"{Path}\"", [])
        : Failures.Forbidden(new(Group, "", Resource), Name, $"User \"{user.Name}\" cannot {Verb} resource \"{FullResource}\" in API group \"{Group}\" "
            + (string.IsNullOrEmpty(Namespace) ? "at the cluster scope" : $"in the namespace \"{Namespace}\""));
}

/// <summary>Whether it is allowed, and by which rule.</summary>
internal readonly record struct AccessDecision(bool Allowed, string Reason);
