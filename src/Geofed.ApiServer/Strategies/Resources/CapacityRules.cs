using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for the amount that a device has of something, and for the shares of it that may be asked for (validateRequestPolicy).</summary>
internal static class CapacityRules
{
    public static void Validate(JsonNode? capacity, bool shared, FieldErrors errors, string path)
    {
        if (capacity.Obj("requestPolicy") is not { } policy)
            return;
        var at = $"{path}.requestPolicy";
        var most = Quantity.From(capacity.At("value")) ?? Quantity.Zero;
        var values = policy.Arr("validValues") is { Count: > 0 } array ? array.Select(v => Quantity.From(v) ?? Quantity.Zero).ToList() : [];
        if (!shared)
            errors.Forbidden(at, "allowMultipleAllocations must be true");
        else if (values.Count > 0 && policy["validRange"] is not null)
            errors.Forbidden(at, "exactly one policy can be specified, cannot specify \"validValues\" and \"validRange\" at the same time");
        else if (values.Count > 0)
        {
            if (Quantity.From(policy["default"]) is { } usual)
                Options(values, usual, most, errors, $"{at}.validValues");
            else
                errors.Required($"{at}.default", "required when validValues is defined");
        }
        else if (policy.Obj("validRange") is { } range)
        {
            if (Quantity.From(policy["default"]) is { } usual)
                Range(range, usual, most, errors, $"{at}.validRange");
            else
                errors.Required($"{at}.default", "required when validRange is defined");
        }
    }

    private static void Options(List<Quantity> values, Quantity usual, Quantity most, FieldErrors errors, string path)
    {
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i - 1] > values[i])
                errors.Invalid($"{path}[{i}]", values[i].ToString(), "values must be sorted in ascending order");
        }
        if (values.Count > 10)
            errors.TooMany(path, values.Count, 10);
        else
        {
            for (var i = 0; i < values.Count; i++)
            {
                if (values[i] > most)
                    errors.Invalid($"{path}[{i}]", values[i].ToString(), $"option is larger than capacity value: {most}");
            }
            for (var i = 0; i < values.Count; i++)
            {
                if (values.Take(i).Any(v => v.Units == values[i].Units))
                    errors.Duplicate($"{path}[{i}]", values[i].Units.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
        if (values.Count > 10 || !values.Contains(usual))
            errors.Invalid(path, usual.ToString(), "default value is not valid according to the requestPolicy");
    }

    private static void Range(JsonObject range, Quantity usual, Quantity most, FieldErrors errors, string path)
    {
        if (Quantity.From(range["min"]) is not { } low)
        {
            errors.Required($"{path}.min", "required when validRange is defined");
            return;
        }
        if (low > most)
            errors.Invalid($"{path}.min", low.ToString(), $"min is larger than capacity value: {most}");
        if (usual < low)
            errors.Invalid($"{path}.min", usual.ToString(), $"default is less than min: {low}");
        var high = Quantity.From(range["max"]);
        if (high is { } top)
        {
            if (low > top)
                errors.Invalid($"{path}.max", low.ToString(), $"min is larger than max: {top}");
            if (top > most)
                errors.Invalid($"{path}.max", top.ToString(), $"max is larger than capacity value: {most}");
            if (usual > top)
                errors.Invalid($"{path}.max", usual.ToString(), $"default is more than max: {top}");
        }
        if (Quantity.From(range["step"]) is { } step)
            Step(step, low, [usual, .. high is { } last ? [last] : Array.Empty<Quantity>()], most, errors, $"{path}.step");
    }

    private static void Step(Quantity step, Quantity low, Quantity[] values, Quantity most, FieldErrors errors, string path)
    {
        if (step.Units <= 0)
        {
            errors.Invalid(path, step.ToString(), "must be greater than zero");
            return;
        }
        if (low + step > most)
            errors.Invalid(path, step.ToString(), $"one step {low + step} is larger than capacity value: {most}");
        foreach (var value in values.Where(v => (v.Units - low.Units) % step.Units != 0))
            errors.Invalid(path, value.ToString(), $"value is not a multiple of a given step ({step}) from ({low})");
    }
}
