using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.OpenApi;

/// <summary>The parameters of operations, in OpenAPI's two versions.</summary>
internal static class OpenApiParameters
{
    public static readonly string[] Write = ["dryRun", "fieldManager", "fieldValidation", "pretty"];
    public static readonly string[] Delete = ["dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy"];
    public static readonly string[] List =
        ["allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "pretty", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch"];

    public static JsonObject InQuery(string name, bool isV2) => Typed(new() { ["name"] = name, ["in"] = "query" }, TypeOf(name), isV2);

    public static JsonObject InPath(string name, bool isV2) => Typed(new() { ["name"] = name, ["in"] = "path", ["required"] = true }, "string", isV2);

    /// <summary>The body, which OpenAPI 3 has beside the parameters.</summary>
    public static JsonObject InBody(JsonObject schema) => new() { ["name"] = "body", ["in"] = "body", ["required"] = true, ["schema"] = schema.Copy() };

    private static string TypeOf(string name) => name switch
    {
        "limit" or "timeoutSeconds" or "gracePeriodSeconds" or "limitBytes" or "sinceSeconds" or "tailLines" or "ports" => "integer",
        "watch" or "allowWatchBookmarks" or "sendInitialEvents" or "force" or "orphanDependents" => "boolean",
        "follow" or "insecureSkipTLSVerifyBackend" or "previous" or "timestamps" or "stderr" or "stdin" or "stdout" or "tty" => "boolean",
        _ => "string",
    };

    private static JsonObject Typed(JsonObject parameter, string type, bool isV2)
    {
        var described = isV2 ? parameter : parameter.Ensure("schema");
        (described["type"], described["uniqueItems"]) = (type, true);
        return parameter;
    }
}
