using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for a driver's own parameters (validateDeviceConfiguration, validateRawExtension).</summary>
internal static class DeviceConfigurationRules
{
    public static void Validate(JsonObject config, FieldErrors errors, string path)
    {
        if (config.Obj("opaque") is not { } opaque)
        {
            errors.Required($"{path}.opaque");
            return;
        }
        CsiRules.DriverName(opaque.Str("driver") ?? "", errors, $"{path}.opaque.driver");
        Raw(opaque["parameters"], errors, $"{path}.opaque.parameters");
    }

    /// <summary>Any JSON object of at most 10 KiB.</summary>
    public static void Raw(JsonNode? value, FieldErrors errors, string path)
    {
        const int most = 10 * 1024;
        if (value is null)
            errors.Required(path);
        else if (value.ToText().Length > most)
            errors.TooLong(path, most);
        else if (value is not JsonObject)
            errors.Invalid(path, "<value omitted>", "must be a valid JSON object");
    }
}
