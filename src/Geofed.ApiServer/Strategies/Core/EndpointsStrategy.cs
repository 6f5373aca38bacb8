using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>Endpoints (pkg/apis/core/v1/defaults.go SetDefaults_Endpoints, ValidateEndpoints).</summary>
internal sealed class EndpointsStrategy : ResourceStrategy
{
    public override bool AllowsCreateOnUpdate => true;

    public override void Default(JsonObject obj)
    {
        foreach (var port in obj.Objects("subsets").SelectMany(s => s.Objects("ports")))
            port.SetWhenEmpty("protocol", "TCP");
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var i = 0;
        foreach (var subset in obj.Objects("subsets"))
        {
            var path = $"subsets[{i++}]";
            if (subset.Arr("addresses") is null or { Count: 0 } && subset.Arr("notReadyAddresses") is null or { Count: 0 })
                errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
            var j = 0;
            foreach (var port in subset.Objects("ports"))
                errors.Port($"{path}.ports[{j++}].port", port.PortNumber("port"));
        }
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => ["v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"];
}
