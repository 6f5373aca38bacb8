using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for what a claim asks for (pkg/apis/resource/validation validateDeviceClaim); selectors in CEL are not compiled.</summary>
internal static class DeviceRules
{
    public static void Validate(JsonObject? devices, FieldErrors errors, string path)
    {
        var names = new RequestNames(devices);
        DeviceLists.Each(devices, "requests", 32, errors, path, (request, at) => Request(request, errors, at), Name);
        DeviceLists.Each(devices, "constraints", 32, errors, path, (constraint, at) => Constraint(constraint, names, errors, at));
        DeviceLists.Each(devices, "config", 32, errors, path, (config, at) =>
        {
            DeviceLists.Texts(config, "requests", 32, errors, at, (name, each) => DeviceNames.Reference(name, names, errors, each));
            DeviceConfigurationRules.Validate(config, errors, at);
        });
    }

    /// <summary>Expressions that a device has to fulfil.</summary>
    public static void Selectors(JsonObject owner, FieldErrors errors, string path) => DeviceLists.Each(owner, "selectors", 32, errors, path, (selector, at) =>
    {
        if (selector.Obj("cel") is not { } cel)
            errors.Required($"{at}.cel");
        else if (cel.Str("expression") is { Length: > 10 * 1024 })
            errors.TooLong($"{at}.cel.expression", 10 * 1024);
    });

    private static string Name(JsonObject request) => request.Str("name") ?? "";

    private static void Request(JsonObject request, FieldErrors errors, string path)
    {
        DeviceNames.Label(Name(request), errors, $"{path}.name");
        var (exactly, alternatives) = (request.Obj("exactly"), request.Arr("firstAvailable") is { Count: > 0 });
        if (exactly is null && !alternatives)
            errors.Required(path, "exactly one of `exactly` or `firstAvailable` is required");
        else if (exactly is not null && alternatives)
            errors.Invalid(path, null, "exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set");
        else if (exactly is not null)
            Wanted(exactly, errors, $"{path}.exactly");
        else
        {
            DeviceLists.Each(request, "firstAvailable", 8, errors, path, (alternative, at) =>
            {
                DeviceNames.Label(Name(alternative), errors, $"{at}.name");
                Wanted(alternative, errors, at);
            }, Name);
        }
    }

    private static void Wanted(JsonObject request, FieldErrors errors, string path)
    {
        errors.RequireName(request, "deviceClassName", path);
        Selectors(request, errors, path);
        switch (request.Str("allocationMode"))
        {
            case "ExactCount":
                if ((request.Int("count") ?? 0) is <= 0 and var count)
                    errors.Invalid($"{path}.count", count, "must be greater than zero");
                break;
            case "All":
                if (request.Int("count") is not (null or 0) and var all)
                    errors.Invalid($"{path}.count", all, "must not be specified when allocationMode is 'All'");
                break;
            case var mode:
                errors.NotSupported($"{path}.allocationMode", mode, "All", "ExactCount");
                break;
        }
        DeviceTaintRules.Tolerations(request, errors, path);
    }

    private static void Constraint(JsonObject constraint, RequestNames names, FieldErrors errors, string path)
    {
        DeviceLists.Texts(constraint, "requests", 32, errors, path, (name, at) => DeviceNames.Reference(name, names, errors, at));
        if (constraint.Str("matchAttribute") is { } match)
            DeviceNames.FullyQualified(match, errors, $"{path}.matchAttribute");
        else if (constraint.Str("distinctAttribute") is { } distinct)
            DeviceNames.FullyQualified(distinct, errors, $"{path}.distinctAttribute");
        else
            // Upstream says so of none.
            errors.Required(path, "exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple fields are set");
    }
}
