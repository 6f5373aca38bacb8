using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Apps;

/// <summary>ControllerRevisions: snapshots, so their data never changes (pkg/apis/apps/validation ValidateControllerRevision).</summary>
internal sealed class ControllerRevisionStrategy : ResourceStrategy
{
    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        if (obj["data"] is null)
            errors.Required("data", "data is mandatory");
        errors.NonNegative(obj, "revision", "");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        errors.Unchanged(obj["data"], old["data"], "data");
    }
}
