using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Scheduling;

/// <summary>RuntimeClasses (pkg/apis/node/validation).</summary>
internal sealed class RuntimeClassStrategy : ResourceStrategy
{
    public override bool AllowsUnconditionalUpdate => false;

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var handler = obj.Str("handler") ?? "";
        errors.Each("handler", handler, Names.DnsLabelErrors(handler));
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => errors.Unchanged(obj["handler"], old["handler"], "handler");
}
