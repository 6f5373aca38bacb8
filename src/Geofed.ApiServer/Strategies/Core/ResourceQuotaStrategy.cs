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
        ResourceQuotaRules.Amounts(obj.Obj("spec"), "hard", errors, "spec");
        ResourceQuotaRules.InScopes(obj.Obj("spec"), errors);
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        if (!obj.Strings("spec", "scopes").ToHashSet().SetEquals(old.Strings("spec", "scopes")))
            errors.Invalid("spec.scopes", obj.At("spec", "scopes").Copy(), Values.Immutable);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if (obj.ResourceVersion().Length == 0)
            errors.Required("resourceVersion");
        ResourceQuotaRules.Amounts(obj.Obj("status"), "hard", errors, "status");
        ResourceQuotaRules.Amounts(obj.Obj("status"), "used", errors, "status");
    }
}
