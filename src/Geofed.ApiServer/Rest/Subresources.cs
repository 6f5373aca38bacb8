using System.Text.Json.Nodes;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Subresources that are posted to: binding and eviction of pods.</summary>
internal sealed class Subresources(ApiState state, ObjectWriter writer)
{
    /// <summary>Whether it is the object itself, of which only a part can be changed there.</summary>
    public static bool IsPart(string? subresource) => subresource is "ephemeralcontainers" or "resize" or "approval";

    public async Task<JsonObject> CreateAsync(ServedResource resource, ResourcePath path, JsonObject body, RequestContext context)
    {
        switch (resource.Table, path.Subresource)
        {
            case ("/pods", "binding"):
                await writer.UpdateAsync(resource, path with { Subresource = "binding" }, context, pod => Bind(pod.Copy(), body)).ConfigureAwait(false);
                return Success(201);
            case ("/pods", "eviction"):
                return await new Eviction(state, writer).EvictAsync(resource, path, body, context).ConfigureAwait(false);
            default:
                throw Failures.MethodNotAllowed();
        }
    }

    private JsonObject Bind(JsonObject pod, JsonObject binding)
    {
        var node = binding.Str("target", "name") ?? "";
        if (node.Length == 0)
        {
            var errors = new Strategies.FieldErrors();
            errors.Required("target.name");
            throw errors.ToException(new("", "v1", "Binding"), binding.Name());
        }
        if (pod.Str("spec", "nodeName") is { Length: > 0 } bound)
            throw Failures.Conflict(new("", "v1", "pods/binding"), pod.Name(), $"pod {pod.Name()} is already assigned to node \"{bound}\"");
        if (pod.IsDeleting())
            throw Failures.Conflict(new("", "v1", "pods/binding"), pod.Name(), $"pod {pod.Name()} is being deleted, cannot be assigned to a host");
        pod.Ensure("spec")["nodeName"] = node;
        var conditions = pod.Ensure("status")["conditions"] as JsonArray ?? [];
        conditions.Remove(conditions.FirstOrDefault(c => c.Str("type") == "PodScheduled"));
        conditions.Add(new JsonObject { ["type"] = "PodScheduled", ["status"] = "True", ["lastTransitionTime"] = state.Now });
        pod.Ensure("status")["conditions"] = conditions.DeepClone();
        return pod;
    }

    private static JsonObject Success(int code) => new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = code };
}
