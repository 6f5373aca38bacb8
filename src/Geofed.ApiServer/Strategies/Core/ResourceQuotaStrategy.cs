using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>ResourceQuotas (pkg/apis/core/validation ValidateResourceQuota).</summary>
internal sealed class ResourceQuotaStrategy : StatusStrategy
{
    public override bool HasGeneration => false;

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        foreach (var (name, amount) in ResourceRules.Amounts(obj.Obj("spec"), "hard"))
        {
            ResourceRules.Name(name, errors, $"spec.hard[{name}]");
            ResourceRules.Value(name, amount, errors, $"spec.hard[{name}]");
        }
    }
}
