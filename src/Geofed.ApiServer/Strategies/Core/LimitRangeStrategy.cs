using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>LimitRanges (pkg/apis/core/v1/defaults.go SetDefaults_LimitRangeItem, ValidateLimitRange).</summary>
internal sealed class LimitRangeStrategy : ResourceStrategy
{
    public override bool AllowsCreateOnUpdate => true;

    public override void Default(JsonObject obj)
    {
        foreach (var limit in obj.Objects("spec", "limits").Where(l => l.Str("type") == "Container"))
        {
            // A default limit is the maximum; a default request the limit, else the minimum.
            Fill(limit, "default", "max");
            Fill(limit, "defaultRequest", "default");
            Fill(limit, "defaultRequest", "min");
        }
    }

    public override void Validate(JsonObject obj, FieldErrors errors) => LimitRangeRules.Validate(obj, errors);

    private static void Fill(JsonObject limit, string target, string source)
    {
        foreach (var (name, value) in limit.Obj(source) ?? [])
        {
            if (value is not null)
                limit.Ensure(target).SetWhenAbsent(name, value.DeepClone());
        }
    }
}
