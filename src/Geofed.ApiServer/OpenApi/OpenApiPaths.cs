using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.ApiServer.OpenApi;

/// <summary>The paths of a resource, as far as clients ask for them: which verbs there are, of which kind, and with which parameters.</summary>
internal sealed class OpenApiPaths(ServedResource resource, JsonObject schema, bool isV2)
{
    private static readonly string[] PatchTypes = ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json"];
    private static readonly string[] AnswerTypes = ["application/json", "application/yaml"];

    public IEnumerable<KeyValuePair<string, JsonNode?>> All()
    {
        var prefix = resource.Resource.Group.Length == 0 ? $"/api/{resource.Resource.Version}" : $"/apis/{resource.Resource.Group}/{resource.Resource.Version}";
        string[] within = resource.Api.Namespaced ? ["namespace"] : [];
        var collection = $"{prefix}{(resource.Api.Namespaced ? "/namespaces/{namespace}" : "")}/{resource.Resource.Resource}";
        if (resource.Api.Namespaced && resource.Api.Verbs.Contains("list"))
            yield return new($"{prefix}/{resource.Resource.Resource}", Path([], ("get", When("list", "list", OpenApiParameters.List))));
        yield return new(collection, Path(within, ("get", When("list", "list", OpenApiParameters.List)), ("post", When("create", "post", OpenApiParameters.Write, ["*/*"])),
            ("delete", When("deletecollection", "deletecollection", OpenApiParameters.List))));
        if (!resource.Api.Verbs.Contains("get"))
            yield break;
        yield return new(collection + "/{name}", Path(["name", .. within], [.. Changes(), ("delete", When("delete", "delete", OpenApiParameters.Delete))]));
        if (resource.HasStatus)
            yield return new(collection + "/{name}/status", Path(["name", .. within], [.. Changes()]));
    }

    private IEnumerable<(string Method, JsonObject? Operation)> Changes() =>
    [
        ("get", When("get", "get", ["pretty"])),
        ("put", When("update", "put", OpenApiParameters.Write, ["*/*"])),
        ("patch", When("patch", "patch", [.. OpenApiParameters.Write, "force"], resource.IsCustom ? PatchTypes[..3] : PatchTypes)),
    ];

    private JsonObject Path(string[] parameters, params (string Method, JsonObject? Operation)[] operations)
    {
        var path = new JsonObject(operations.Where(o => o.Operation is not null).Select(o => KeyValuePair.Create(o.Method, (JsonNode?)o.Operation)));
        if (parameters.Length > 0)
            path["parameters"] = new JsonArray([.. parameters.Select(name => (JsonNode)OpenApiParameters.InPath(name, isV2))]);
        return path;
    }

    private JsonObject? When(string verb, string action, string[] parameters, string[]? consumes = null)
    {
        if (!resource.Api.Verbs.Contains(verb))
            return null;
        var operation = new JsonObject
        {
            ["operationId"] = $"{action}{resource.Resource.Version}{resource.Kind.Kind}",
            ["parameters"] = new JsonArray([.. parameters.Select(name => (JsonNode)OpenApiParameters.InQuery(name, isV2))]),
            ["responses"] = new JsonObject { ["200"] = isV2 ? new JsonObject { ["description"] = "OK", ["schema"] = schema.Copy() } : new JsonObject { ["description"] = "OK", ["content"] = Content(["application/json"]) } },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = OpenApiSchema.Kind(resource.Kind),
        };
        if (isV2)
            operation["produces"] = Strings(AnswerTypes);
        if (consumes is not null && isV2)
        {
            operation["consumes"] = Strings(consumes);
            operation.Arr("parameters")!.Insert(0, OpenApiParameters.InBody(schema));
        }
        else if (consumes is not null)
            operation["requestBody"] = new JsonObject { ["content"] = Content(consumes) };
        return operation;
    }

    private JsonObject Content(string[] types) => new(types.Select(t => KeyValuePair.Create(t, (JsonNode?)new JsonObject { ["schema"] = schema.Copy() })));

    private static JsonArray Strings(string[] values) => new([.. values.Select(v => (JsonNode)v)]);
}
