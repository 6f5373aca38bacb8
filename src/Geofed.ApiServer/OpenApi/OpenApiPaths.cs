using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.ApiServer.OpenApi;

/// <summary>The paths of a resource, as far as clients ask for them: which verbs there are, of which kind, and with which parameters.</summary>
internal static class OpenApiPaths
{
    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation", "pretty"];
    private static readonly string[] ListParameters = ["allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "pretty", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch"];
    private static readonly string[] PatchTypes = ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json"];

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Of(ServedResource resource, JsonObject schema, bool isV2)
    {
        var prefix = resource.Resource.Group.Length == 0 ? $"/api/{resource.Resource.Version}" : $"/apis/{resource.Resource.Group}/{resource.Resource.Version}";
        var collection = $"{prefix}{(resource.Api.Namespaced ? "/namespaces/{namespace}" : "")}/{resource.Resource.Resource}";
        var verbs = resource.Api.Verbs;
        JsonObject? When(string verb, string action, string[] parameters, string[]? consumes = null) => verbs.Contains(verb) ? Operation(resource, action, parameters, schema, consumes, isV2) : null;
        yield return new(collection, Methods(("get", When("list", "list", ListParameters)), ("post", When("create", "post", WriteParameters, ["*/*"])), ("delete", When("deletecollection", "deletecollection", ListParameters))));
        if (!verbs.Contains("get"))
            yield break;
        var patches = resource.IsCustom ? PatchTypes[..3] : PatchTypes;
        yield return new(collection + "/{name}", Methods(("get", When("get", "get", ["pretty"])), ("put", When("update", "put", WriteParameters, ["*/*"])),
            ("patch", When("patch", "patch", [.. WriteParameters, "force"], patches)), ("delete", When("delete", "delete", ["dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy"]))));
        foreach (var subresource in resource.Api.Subresources.Where(s => s == "status"))
        {
            yield return new($"{collection}/{{name}}/{subresource}", Methods(("get", When("get", "get", ["pretty"])), ("put", When("update", "put", WriteParameters, ["*/*"])),
                ("patch", When("patch", "patch", [.. WriteParameters, "force"], patches))));
        }
    }

    private static JsonObject Methods(params (string Method, JsonObject? Operation)[] operations) =>
        new(operations.Where(o => o.Operation is not null).Select(o => KeyValuePair.Create(o.Method, (JsonNode?)o.Operation)));

    private static JsonObject Operation(ServedResource resource, string action, string[] parameters, JsonObject schema, string[]? consumes, bool isV2)
    {
        var operation = new JsonObject
        {
            ["operationId"] = $"{action}{resource.Resource.Version}{resource.Kind.Kind}",
            ["parameters"] = new JsonArray([.. parameters.Select(name => (JsonNode)Parameter(name, isV2))]),
            ["responses"] = new JsonObject { ["200"] = isV2 ? new JsonObject { ["description"] = "OK", ["schema"] = schema.Copy() } : new JsonObject { ["description"] = "OK", ["content"] = Content(["application/json"], schema) } },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = OpenApiSchema.Kind(resource.Kind),
        };
        if (consumes is not null && isV2)
            operation["consumes"] = new JsonArray([.. consumes.Select(c => (JsonNode)c)]);
        else if (consumes is not null)
            operation["requestBody"] = new JsonObject { ["content"] = Content(consumes, schema) };
        return operation;
    }

    private static JsonObject Content(string[] types, JsonObject schema) => new(types.Select(t => KeyValuePair.Create(t, (JsonNode?)new JsonObject { ["schema"] = schema.Copy() })));

    private static JsonObject Parameter(string name, bool isV2)
    {
        var type = name is "limit" or "timeoutSeconds" or "gracePeriodSeconds" ? "integer" : name is "watch" or "allowWatchBookmarks" or "sendInitialEvents" or "force" or "orphanDependents" ? "boolean" : "string";
        return isV2 ? new() { ["name"] = name, ["in"] = "query", ["type"] = type, ["uniqueItems"] = true }
            : new() { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = type, ["uniqueItems"] = true } };
    }
}
