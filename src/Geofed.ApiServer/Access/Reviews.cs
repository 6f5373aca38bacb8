using System.Text.Json.Nodes;
using Geofed.ApiServer.Apply;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Access;

/// <summary>Answers the reviews: kinds that are posted, answered and not stored (pkg/registry/authorization, authentication).</summary>
internal sealed class Reviews(ApiState state, RbacAuthorizer authorizer, Func<string, IReadOnlyList<string>, UserInfo?> tokens)
{
    public static bool IsReview(ServedResource resource) => resource.Resource.Group is "authorization.k8s.io" or "authentication.k8s.io";

    public JsonObject Answer(ServedResource resource, JsonObject body, RequestContext context)
    {
        var user = context.User;
        var review = ObjectReader.Read(resource, body, context);
        review.Remove("status");
        GoEncoding.Complete(review, resource.SchemaOrAny, isStored: false);
        review = FieldManagement.Track(null, review, resource.SchemaOrAny, ObjectPreparation.Owner(resource, context));
        switch (resource.Kind.Kind)
        {
            case "SelfSubjectAccessReview":
                review["status"] = Decide(resource, user, review["spec"]);
                break;
            case "SubjectAccessReview" or "LocalSubjectAccessReview":
                if (resource.Api.Namespaced)
                    CheckLocal(resource, review);
                review["status"] = Decide(resource, new(review.Str("spec", "user") ?? "", [.. review.Strings("spec", "groups")]), review["spec"]);
                break;
            case "SelfSubjectRulesReview":
                review["status"] = Rules(user, review.Str("spec", "namespace"));
                break;
            case "SelfSubjectReview":
                review.Ensure("metadata")["creationTimestamp"] = state.Now;
                review["status"] = new JsonObject { ["userInfo"] = user.ToJson() };
                break;
            default:
                review["status"] = Token(review);
                break;
        }
        return review;
    }

    private JsonObject Token(JsonObject review)
    {
        string[] audiences = [.. review.Strings("spec", "audiences")];
        if (tokens(review.Str("spec", "token") ?? "", audiences) is not { } found)
            return new() { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" };
        var shown = audiences.Length > 0 ? audiences : ["https://kubernetes.default.svc.cluster.local"];
        return new() { ["authenticated"] = true, ["user"] = found.ToJson(), ["audiences"] = new JsonArray([.. shown.Select(a => (JsonNode)a)]) };
    }

    private static void CheckSpec(ServedResource resource, JsonNode? spec)
    {
        var errors = new FieldErrors();
        var (attributes, path) = (spec.At("resourceAttributes"), spec.At("nonResourceAttributes"));
        if (attributes is not null && path is not null)
            errors.Invalid("spec.nonResourceAttributes", path.Copy(), "cannot be specified in combination with resourceAttributes");
        if (attributes is null && path is null)
            errors.Invalid("spec.resourceAttributes", null, "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        if (resource.Kind.Kind != "SelfSubjectAccessReview" && spec.Str("user") is null or "" && spec.Arr("groups") is null or { Count: 0 })
            errors.Invalid("spec.user", spec.Str("user") ?? "", "at least one of user or group must be specified");
        errors.ThrowIfAny(resource.Kind, "");
    }

    /// <summary>A local review asks about its own namespace (pkg/apis/authorization/validation).</summary>
    private static void CheckLocal(ServedResource resource, JsonObject body)
    {
        var errors = new FieldErrors();
        if (body.At("spec", "resourceAttributes") is { } attributes && attributes.Str("namespace") != body.Namespace())
            errors.Invalid("spec.resourceAttributes.namespace", attributes.Str("namespace") ?? "", "must match metadata.namespace");
        if (body.At("spec", "nonResourceAttributes") is { } path)
            errors.Invalid("spec.nonResourceAttributes", path.Copy(), "disallowed on this kind of request");
        errors.ThrowIfAny(resource.Kind, "");
    }

    private JsonObject Decide(ServedResource resource, UserInfo user, JsonNode? spec)
    {
        CheckSpec(resource, spec);
        var (attributes, path) = (spec.At("resourceAttributes"), spec.At("nonResourceAttributes"));
        var request = attributes is null
            ? new AccessRequest(path.Str("verb") ?? "", "", "") { Path = path.Str("path") ?? "" }
            : new AccessRequest(attributes.Str("verb") ?? "", attributes.Str("group") ?? "", attributes.Str("resource") ?? "")
            {
                Namespace = attributes.Str("namespace"),
                Name = attributes.Str("name") ?? "",
                Subresource = attributes.Str("subresource") is { Length: > 0 } s ? s : null,
            };
        var decision = authorizer.Authorize(user, request);
        var status = new JsonObject { ["allowed"] = decision.Allowed };
        if (decision.Reason.Length > 0)
            status["reason"] = decision.Reason;
        return status;
    }

    private JsonObject Rules(UserInfo user, string? ns)
    {
        var all = user.Groups.Contains(UserInfo.Masters)
            ? [new JsonObject { ["verbs"] = new JsonArray("*"), ["apiGroups"] = new JsonArray("*"), ["resources"] = new JsonArray("*") }, new JsonObject { ["verbs"] = new JsonArray("*"), ["nonResourceURLs"] = new JsonArray("*") }]
            : authorizer.RulesOf(user, ns).SelectMany(r => r.Rules).ToList();
        JsonArray Of(bool paths) => new([.. all.Where(r => r.ContainsKey("nonResourceURLs") == paths).Select(r => (JsonNode)r.Copy())]);
        return new() { ["resourceRules"] = Of(false), ["nonResourceRules"] = Of(true), ["incomplete"] = false };
    }
}
