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

    /// <summary>403, in the words of apiserver pkg/endpoints/handlers/responsewriters/errors.go.</summary>
    public KubeApiException Refusal(UserInfo user) => Path is not null
        ? new(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot {Verb} path \"{Path}\"", [])
        : Failures.Forbidden(new(Group, "", Resource), Name, $"User \"{user.Name}\" cannot {Verb} resource \"{FullResource}\" in API group \"{Group}\" "
            + (string.IsNullOrEmpty(Namespace) ? "at the cluster scope" : $"in the namespace \"{Namespace}\""));
}

/// <summary>Whether it is allowed, and by which rule.</summary>
internal readonly record struct AccessDecision(bool Allowed, string Reason);
