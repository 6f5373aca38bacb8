using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.OpenApi;

/// <summary>What a subresource takes and gives. <see cref="Schema"/> is null where that is the object itself; <see cref="Text"/>: it is no object at all.</summary>
internal sealed record OpenApiSubresource(string Name, GroupVersionKind Kind, SchemaNode? Schema, params string[] Methods)
{
    private static readonly string[] Part = ["get", "put", "patch"];
    private static readonly string[] Connect = ["get", "post"];

    /// <summary>A log, or a connection that is taken over.</summary>
    public bool Text { get; private init; }

    /// <summary>What its GET, or its connection, can be asked.</summary>
    public string[] Query { get; private init; } = ["pretty"];

    /// <summary>Those of one resource, in the order of their paths.</summary>
    public static IEnumerable<OpenApiSubresource> Of(ServedResource resource) => resource.Api.Subresources.Order(StringComparer.Ordinal).Select(name => Of(name, resource.Kind));

    private static OpenApiSubresource Of(string name, GroupVersionKind kind) => name switch
    {
        "scale" => new(name, new("autoscaling", "v1", "Scale"), BuiltInSchemas.Option("Scale"), Part),
        "eviction" => new(name, new("policy", "v1", "Eviction"), BuiltInSchemas.Option("Eviction"), "post"),
        "token" => new(name, new("authentication.k8s.io", "v1", "TokenRequest"), BuiltInSchemas.Option("TokenRequest"), "post"),
        "binding" => new(name, new("", "v1", "Binding"), BuiltInSchemas.Option("Binding"), "post"),
        "finalize" => new(name, kind, null, "put"),
        "log" => new(name, kind, null, "get")
        {
            Text = true,
            Query = ["container", "follow", "insecureSkipTLSVerifyBackend", "limitBytes", "pretty", "previous", "sinceSeconds", "stream", "tailLines", "timestamps"],
        },
        "exec" => new(name, new("", "v1", "PodExecOptions"), null, Connect) { Text = true, Query = ["command", "container", "stderr", "stdin", "stdout", "tty"] },
        "attach" => new(name, new("", "v1", "PodAttachOptions"), null, Connect) { Text = true, Query = ["container", "stderr", "stdin", "stdout", "tty"] },
        "portforward" => new(name, new("", "v1", "PodPortForwardOptions"), null, Connect) { Text = true, Query = ["ports"] },
        _ => new(name, kind, null, Part),
    };
}
