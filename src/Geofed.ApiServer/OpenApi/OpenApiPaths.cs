using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.OpenApi;

/// <summary>The paths of a resource and its subresources: which verbs there are, of which kind, and with which parameters.</summary>
/// <param name="reference">The schema of a kind; null stands for the resource's own.</param>
internal sealed class OpenApiPaths(ServedResource resource, Func<SchemaNode?, JsonObject> reference, bool isV2)
{
    private static readonly string[] PatchTypes = ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json"];
    private static readonly string[] AnswerTypes = ["application/json", "application/yaml"];

    public IEnumerable<KeyValuePair<string, JsonNode?>> All()
    {
        var prefix = resource.Resource.Group.Length == 0 ? $"/api/{resource.Resource.Version}" : $"/apis/{resource.Resource.Group}/{resource.Resource.Version}";
        string[] within = resource.Api.Namespaced ? ["namespace"] : [];
        var collection = $"{prefix}{(resource.Api.Namespaced ? "/namespaces/{namespace}" : "")}/{resource.Resource.Resource}";
        if (resource.Api.Namespaced && resource.Api.Verbs.Contains("list"))
            yield return new($"{prefix}/{resource.Resource.Resource}", Path([], ("get", When("list", "list", "get", OpenApiParameters.List, isAcross: true))));
        yield return new(collection, Path(within, ("get", When("list", "list", "get", OpenApiParameters.List)), ("post", When("create", "post", "post", OpenApiParameters.Write)),
            ("delete", When("deletecollection", "deletecollection", "delete", OpenApiParameters.List))));
        if (!resource.Api.Verbs.Contains("get"))
            yield break;
        yield return new(collection + "/{name}", Path(["name", .. within], ("get", When("get", "get", "get", ["pretty"])), ("put", When("update", "put", "put", OpenApiParameters.Write)),
            ("patch", When("patch", "patch", "patch", [.. OpenApiParameters.Write, "force"])), ("delete", When("delete", "delete", "delete", OpenApiParameters.Delete))));
        foreach (var below in OpenApiSubresource.Of(resource))
            yield return new($"{collection}/{{name}}/{below.Name}", Path(["name", .. within], [.. below.Methods.Select(method => (method, (JsonObject?)Below(below, method)))]));
    }

    private JsonObject Below(OpenApiSubresource below, string method)
    {
        var action = below.Text && below.Name != "log" ? "connect" : method;
        var parameters = below.Text || method == "get" ? below.Query : method == "patch" ? [.. OpenApiParameters.Write, "force"] : OpenApiParameters.Write;
        return Operation(action, method, parameters, below, isAcross: false);
    }

    private JsonObject Path(string[] parameters, params (string Method, JsonObject? Operation)[] operations)
    {
        var path = new JsonObject(operations.Where(o => o.Operation is not null).Select(o => KeyValuePair.Create(o.Method, (JsonNode?)o.Operation)));
        if (parameters.Length > 0)
            path["parameters"] = new JsonArray([.. parameters.Select(name => (JsonNode)OpenApiParameters.InPath(name, isV2))]);
        return path;
    }

    private JsonObject? When(string verb, string action, string method, string[] parameters, bool isAcross = false) =>
        resource.Api.Verbs.Contains(verb) ? Operation(action, method, parameters, null, isAcross) : null;

    private JsonObject Operation(string action, string method, string[] parameters, OpenApiSubresource? below, bool isAcross)
    {
        var isText = below?.Text == true;
        var schema = isText ? new() { ["type"] = "string" } : reference(below?.Schema);
        var answer = new JsonObject { ["description"] = "OK" };
        if (isV2)
            answer["schema"] = schema.Copy();
        else
            answer["content"] = Content(isText ? below!.Name == "log" ? ["text/plain"] : ["*/*"] : ["application/json"], schema);
        var operation = new JsonObject
        {
            ["operationId"] = OpenApiNames.Operation(action, method, resource.Kind, resource.Api.Namespaced, below?.Name, isAcross),
            ["parameters"] = new JsonArray([.. parameters.Select(name => (JsonNode)OpenApiParameters.InQuery(name, isV2))]),
            ["responses"] = new JsonObject { ["200"] = answer },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = OpenApiSchema.Kind(below?.Kind ?? resource.Kind),
        };
        string[]? consumes = isText ? null : action switch { "post" or "put" => ["*/*"], "patch" => resource.IsCustom ? PatchTypes[..3] : PatchTypes, _ => null };
        if (isV2)
            operation["produces"] = Strings(isText ? below!.Name == "log" ? ["text/plain"] : ["*/*"] : AnswerTypes);
        if (consumes is not null && isV2)
        {
            operation["consumes"] = Strings(consumes);
            operation.Arr("parameters")!.Insert(0, OpenApiParameters.InBody(schema));
        }
        else if (consumes is not null)
            operation["requestBody"] = new JsonObject { ["content"] = Content(consumes, schema) };
        return operation;
    }

    private static JsonObject Content(string[] types, JsonObject schema) => new(types.Select(t => KeyValuePair.Create(t, (JsonNode?)new JsonObject { ["schema"] = schema.Copy() })));

    private static JsonArray Strings(string[] values) => new([.. values.Select(v => (JsonNode)v)]);
}
