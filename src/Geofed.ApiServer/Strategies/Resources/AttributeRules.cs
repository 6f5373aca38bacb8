using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for an attribute of a device: a value of one type (validateDeviceAttribute).</summary>
internal static partial class AttributeRules
{
    private const string PreRelease = "(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)";

    [GeneratedRegex(@"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-" + PreRelease + @"(\." + PreRelease + @")*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?\z")]
    private static partial Regex SemanticVersion();

    public static void Validate(JsonObject attribute, FieldErrors errors, string path)
    {
        if (attribute.Str("string") is { Length: > 64 })
            errors.TooLong($"{path}.string", 64);
        if (attribute.Str("version") is { } version)
        {
            if (!SemanticVersion().IsMatch(version))
                errors.Invalid($"{path}.version", version, "must be a string compatible with semver.org spec 2.0.0");
            if (version.Length > 64)
                errors.TooLong($"{path}.version", 64);
        }
        var count = ((string[])["int", "bool", "string", "version"]).Count(key => attribute[key] is not null);
        if (count != 1)
            errors.Invalid(path, count == 0 ? "" : InternalText.Of("DeviceAttribute", attribute), "exactly one value must be specified");
    }
}
