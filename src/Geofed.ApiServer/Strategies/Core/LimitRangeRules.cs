using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>The rules for LimitRanges (pkg/apis/core/validation/validation.go ValidateLimitRange).</summary>
internal static class LimitRangeRules
{
    public static void Validate(JsonObject obj, FieldErrors errors)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var limit in obj.Objects("spec", "limits"))
        {
            var (path, type) = ($"spec.limits[{i++}]", limit.Str("type") ?? "");
            Type(type, errors, $"{path}.type");
            if (!types.Add(type))
                errors.Duplicate($"{path}.type", type);
            Limit(limit, type, errors, path);
        }
    }

    private static void Type(string type, FieldErrors errors, string path)
    {
        var wrongs = Names.QualifiedName(type).ToList();
        errors.Each(path, type, wrongs);
        if (wrongs.Count == 0 && !type.Contains('/', StringComparison.Ordinal) && type is not ("Pod" or "Container" or "PersistentVolumeClaim"))
            errors.Invalid(path, type, "must be a standard limit type or fully qualified");
    }

    private static void Limit(JsonObject limit, string type, FieldErrors errors, string path)
    {
        var all = new Dictionary<string, SortedDictionary<string, Quantity>>(StringComparer.Ordinal);
        foreach (var key in (string[])["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"])
        {
            if (key == "maxLimitRequestRatio" && type == "PersistentVolumeClaim" && !all["min"].ContainsKey("storage") && !all["max"].ContainsKey("storage"))
                errors.Required($"{path}.limits", "either minimum or maximum storage value is required, but neither was provided");
            all[key] = ResourceRules.Amounts(limit, key);
            if (type == "Pod" && key is ("default" or "defaultRequest") && all[key].Count > 0)
            {
                errors.Forbidden($"{path}.{key}", "may not be specified when `type` is 'Pod'");
                all[key] = [];
            }
            foreach (var name in all[key].Keys)
            {
                if (type is "Pod" or "Container")
                    ResourceRules.ContainerName(name, errors, $"{path}.{key}[{name}]");
                else
                    ResourceRules.Name(name, errors, $"{path}.{key}[{name}]");
            }
        }
        foreach (var name in all.Values.SelectMany(a => a.Keys).Distinct().Order(StringComparer.Ordinal))
            Amounts(name, key => all[key].TryGetValue(name, out var amount) ? amount : null, errors, path);
    }

    private static void Amounts(string name, Func<string, Quantity?> of, FieldErrors errors, string path)
    {
        var (min, max, limit, request, ratio) = (of("min"), of("max"), of("default"), of("defaultRequest"), of("maxLimitRequestRatio"));
        void Refuse(string key, Quantity? shown, string text) => errors.Invalid($"{path}.{key}[{name}]", shown.ToString(), text);
        if (min > max)
            Refuse("min", min, $"min value {min} is greater than max value {max}");
        if (min > request)
            Refuse("defaultRequest", request, $"min value {min} is greater than default request value {request}");
        if (request > max)
            Refuse("defaultRequest", request, $"default request value {request} is greater than max value {max}");
        if (request > limit)
            Refuse("defaultRequest", request, $"default request value {request} is greater than default limit value {limit}");
        if (min > limit)
            Refuse("default", min, $"min value {min} is greater than default value {limit}");
        if (limit > max)
            Refuse("default", max, $"default value {limit} is greater than max value {max}");
        if (ratio < Quantity.FromUnits(1))
            Refuse("maxLimitRequestRatio", ratio, $"ratio {ratio} is less than 1");
        if (ratio is { } most && min is { IsZero: false } least && max is { } highest && most.Milli / 1000d > (double)highest.Milli / least.Milli)
            Refuse("maxLimitRequestRatio", ratio, FormattableString.Invariant($"ratio {ratio} is greater than max/min = {(double)highest.Milli / least.Milli:F6}"));
        if (!ResourceNames.AllowsOvercommit(name) && limit is not null && request is not null && limit != request)
            Refuse("defaultRequest", request, $"default value {limit} must equal to defaultRequest value {request} in {name}");
    }
}
