using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>DeleteOptions as they travel.</summary>
internal static class DeleteBody
{
    public static JsonObject From(DeleteOptions options)
    {
        var body = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "v1" };
        if (options.PropagationPolicy is { } policy)
            body["propagationPolicy"] = policy;
        if (options.GracePeriodSeconds is { } grace)
            body["gracePeriodSeconds"] = grace;
        if (options.Uid is { } uid)
            body.Ensure("preconditions")["uid"] = uid;
        if (options.ResourceVersion is { } version)
            body.Ensure("preconditions")["resourceVersion"] = version;
        if (options.DryRun)
            body["dryRun"] = new JsonArray("All");
        return body;
    }
}
