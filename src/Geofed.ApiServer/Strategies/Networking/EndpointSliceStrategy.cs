using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>EndpointSlices (pkg/apis/discovery/v1/defaults.go, pkg/apis/discovery/validation).</summary>
internal sealed class EndpointSliceStrategy : ResourceStrategy
{
    public override bool HasGeneration => true;

    public override void Default(JsonObject obj)
    {
        foreach (var port in obj.Objects("ports"))
        {
            port.SetWhenAbsent("name", "");
            port.SetWhenAbsent("protocol", "TCP");
        }
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        errors.OneOf(obj, "addressType", "", "FQDN", "IPv4", "IPv6");
        if (obj.Arr("endpoints")?.Count > 1000)
            errors.TooMany("endpoints", obj.Arr("endpoints")!.Count, 1000);
        var i = 0;
        foreach (var endpoint in obj.Objects("endpoints"))
        {
            if (endpoint.Arr("addresses") is null or { Count: 0 })
                errors.Required($"endpoints[{i}].addresses", "must contain at least 1 address");
            i++;
        }
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        errors.Unchanged(obj["addressType"], old["addressType"], "addressType");
    }
}
