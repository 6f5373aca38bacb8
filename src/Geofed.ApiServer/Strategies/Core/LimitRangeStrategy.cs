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

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var limit in obj.Objects("spec", "limits"))
        {
            var path = $"spec.limits[{i++}]";
            if (!types.Add(limit.Str("type") ?? ""))
                errors.Duplicate($"{path}.type", limit.Str("type") ?? "");
            var (min, max) = (ResourceRules.Amounts(limit, "min"), ResourceRules.Amounts(limit, "max"));
            foreach (var (name, least) in min)
            {
                if (max.TryGetValue(name, out var most) && least > most)
                    errors.Invalid($"{path}.min[{name}]", least.ToString(), $"min value {least} is greater than max value {most}");
            }
        }
    }

    private static void Fill(JsonObject limit, string target, string source)
    {
        foreach (var (name, value) in limit.Obj(source) ?? [])
        {
            if (value is not null)
                limit.Ensure(target).SetWhenAbsent(name, value.DeepClone());
        }
    }
}
