using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Apps;

/// <summary>maxUnavailable and maxSurge of a rolling update (pkg/apis/apps/validation ValidateRollingUpdateDeployment, ...DaemonSet).</summary>
internal static class RollingRules
{
    public const string PercentText = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

    public static void Validate(JsonObject? strategy, FieldErrors errors, string path, bool daemon)
    {
        if (daemon && strategy.Str("type") is not ("RollingUpdate" or "OnDelete" or null) and var other)
            errors.NotSupported($"{path}", GoText.Struct(strategy, ("Type", "type"), ("RollingUpdate", "rollingUpdate")), "RollingUpdate", "OnDelete");
        if (strategy.Str("type") != "RollingUpdate" || strategy.Obj("rollingUpdate") is not { } rolling)
            return;
        path += ".rollingUpdate";
        CountOrPercent(rolling["maxUnavailable"], errors, $"{path}.maxUnavailable");
        CountOrPercent(rolling["maxSurge"], errors, $"{path}.maxSurge");
        var (unavailable, surge) = (Amount(rolling["maxUnavailable"]), Amount(rolling["maxSurge"]));
        if (unavailable == 0 && surge == 0)
            errors.Invalid($"{path}.maxUnavailable", rolling["maxUnavailable"].Copy(), daemon ? "cannot be 0 when `maxSurge` is 0" : "may not be 0 when `maxSurge` is 0");
        if (daemon && unavailable > 0 && surge > 0)
            errors.Invalid($"{path}.maxSurge", rolling["maxSurge"].Copy(), "may not be set when maxUnavailable is non-zero");
        AtMostAll(rolling["maxUnavailable"], errors, $"{path}.maxUnavailable");
        if (daemon)
            AtMostAll(rolling["maxSurge"], errors, $"{path}.maxSurge");
    }

    /// <summary>A number that is not negative, or a percentage (ValidatePositiveIntOrPercent).</summary>
    public static void CountOrPercent(JsonNode? value, FieldErrors errors, string path)
    {
        if (value.Str() is { } text && (text.Length < 2 || text[^1] != '%' || !text[..^1].All(char.IsAsciiDigit)))
            errors.Invalid(path, text, PercentText);
        else if (value.Int() is < 0 and var number)
            errors.Invalid(path, number, Values.NonNegativeText);
    }

    /// <summary>No more than 100% (IsNotMoreThan100Percent).</summary>
    public static void AtMostAll(JsonNode? value, FieldErrors errors, string path)
    {
        if (value.Str() is { } text && Amount(value) > 100)
            errors.Invalid(path, text, "must not be greater than 100%");
    }

    private static long? Amount(JsonNode? value) => value.Int()
        ?? (value.Str() is { } text && long.TryParse(text.TrimEnd('%'), CultureInfo.InvariantCulture, out var percent) ? percent : null);
}
