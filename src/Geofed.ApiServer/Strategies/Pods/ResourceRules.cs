using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for requests and limits (pkg/apis/core/validation/validation.go ValidateContainerResourceRequirements).</summary>
internal static class ResourceRules
{
    public static void OfContainer(JsonObject? resources, FieldErrors errors, string path) => Validate(resources, ContainerName, errors, path);

    public static void OfPod(JsonObject resources, FieldErrors errors, string path) => Validate(resources, PodName, errors, path);

    /// <summary>What running a pod takes beyond its containers, held to the rules for limits (validateOverhead).</summary>
    public static void Overhead(JsonObject overhead, FieldErrors errors, string path) => OfContainer(new JsonObject { ["limits"] = overhead.Copy() }, errors, path);

    private static void Validate(JsonObject? resources, Action<string, FieldErrors, string> checkName, FieldErrors errors, string path)
    {
        var (limits, requests) = (Amounts(resources, "limits"), Amounts(resources, "requests"));
        foreach (var (name, amount) in limits)
        {
            checkName(name, errors, $"{path}.limits[{name}]");
            Amount(name, amount, errors, $"{path}.limits[{name}]");
        }
        foreach (var (name, amount) in requests)
        {
            checkName(name, errors, $"{path}.requests[{name}]");
            Amount(name, amount, errors, $"{path}.requests[{name}]");
            var shared = ResourceNames.AllowsOvercommit(name);
            if (!limits.TryGetValue(name, out var limit))
            {
                if (!shared)
                    errors.Required($"{path}.limits", "Limit must be set for non overcommitable resources");
            }
            else if (amount != limit && !shared)
                errors.Invalid($"{path}.requests", amount.ToString(), $"must be equal to {name} limit of {limit}");
            else if (amount > limit)
                errors.Invalid($"{path}.requests", amount.ToString(), $"must be less than or equal to {name} limit of {limit}");
        }
        var all = limits.Keys.Concat(requests.Keys).ToList();
        if (all.Exists(ResourceNames.IsHugePages) && !all.Exists(n => n is "cpu" or "memory"))
            errors.Forbidden(path, "HugePages require cpu or memory");
    }

    /// <summary>A quantity that is not negative, and whole where only whole ones exist (ValidateResourceQuantityValue).</summary>
    public static void Value(string name, Quantity amount, FieldErrors errors, string path)
    {
        if (amount.Sign < 0)
            errors.Invalid(path, amount.ToString(), Values.NonNegativeText);
        if (ResourceNames.IsInteger(name) && amount.Milli % 1000 != 0)
            errors.Invalid(path, amount.ToString(), "must be an integer");
    }

    /// <summary>A qualified name, and a known one when it has no domain (validateResourceName).</summary>
    public static void Name(string name, FieldErrors errors, string path)
    {
        var wrongs = Names.QualifiedName(name).ToList();
        errors.Each(path, name, wrongs);
        if (wrongs.Count == 0 && !name.Contains('/', StringComparison.Ordinal) && !ResourceNames.IsStandard(name))
            errors.Invalid(path, name, "must be a standard resource type or fully qualified");
    }

    public static SortedDictionary<string, Quantity> Amounts(JsonNode? parent, string key)
    {
        var amounts = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var (name, value) in parent.Obj(key) ?? [])
        {
            if (Quantity.From(value) is { } amount)
                amounts[name] = amount;
        }
        return amounts;
    }

    /// <summary>A name that containers may ask for (validateContainerResourceName).</summary>
    public static void ContainerName(string name, FieldErrors errors, string path)
    {
        Name(name, errors, path);
        if (!name.Contains('/', StringComparison.Ordinal))
        {
            if (!ResourceNames.IsForContainers(name))
                errors.Invalid(path, name, "must be a standard resource for containers");
        }
        else if (!ResourceNames.IsNative(name) && !ResourceNames.IsExtended(name))
            errors.Invalid(path, name, "doesn't follow extended resource name standard");
    }

    private static void PodName(string name, FieldErrors errors, string path)
    {
        var before = errors.Count;
        Name(name, errors, path);
        if (errors.Count == before && name is not ("cpu" or "memory") && !ResourceNames.IsHugePages(name))
            errors.NotSupported(path, name, "cpu", "hugepages-", "memory");
    }

    private static void Amount(string name, Quantity amount, FieldErrors errors, string path)
    {
        Value(name, amount, errors, path);
        if (ResourceNames.IsHugePages(name) && !ResourceNames.IsWholePages(name, amount))
            errors.Invalid(path, amount.ToString(), $"{amount} is not positive integer multiple of {name}");
    }
}
