using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>A resource whose status only controllers write, through its status subresource.</summary>
internal abstract class StatusStrategy : ResourceStrategy
{
    public override bool HasGeneration => true;

    /// <summary>The status of a new object. Fields that Go always writes are there even when zero.</summary>
    protected virtual JsonObject NewStatus() => [];

    public override void Default(JsonObject obj)
    {
        DefaultSpec(obj.Ensure("spec"));
        // The encoder writes the fields of a status that are not optional, whether they are set or not.
        var status = obj.Ensure("status");
        foreach (var (key, value) in NewStatus())
            status.SetWhenAbsent(key, value!.DeepClone());
    }

    protected virtual void DefaultSpec(JsonObject spec)
    {
    }

    public override void PrepareForCreate(JsonObject obj) => obj["status"] = NewStatus();

    public override void PrepareForUpdate(JsonObject obj, JsonObject old) => obj.KeepStatus(old);

    public override void PrepareForStatusUpdate(JsonObject obj, JsonObject old)
    {
        foreach (var key in obj.Select(p => p.Key).Union(old.Select(p => p.Key)).Except(["apiVersion", "kind", "metadata", "status"]).ToList())
        {
            if (old[key] is not { } value)
                obj.Remove(key);
            else if (!JsonNode.DeepEquals(obj[key], value))
                obj[key] = value.DeepClone();
        }
    }
}
