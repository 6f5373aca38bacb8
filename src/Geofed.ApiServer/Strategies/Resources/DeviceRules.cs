using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for a claim's requests (pkg/apis/resource/validation validateDeviceClaim); selectors in CEL are not compiled.</summary>
internal static class DeviceRules
{
    public static void Validate(JsonObject? devices, FieldErrors errors, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var requests = devices.Objects("requests").ToList();
        if (requests.Count > 32)
            errors.TooMany($"{path}.requests", requests.Count, 32);
        for (var i = 0; i < requests.Count; i++)
        {
            var at = $"{path}.requests[{i}]";
            Name(requests[i], names, errors, at);
            var (exactly, first) = (requests[i].Obj("exactly"), requests[i].Objects("firstAvailable").ToList());
            if (exactly is null && first.Count == 0)
                errors.Required(at, "exactly one of `exactly` or `firstAvailable` is required");
            else if (exactly is not null && first.Count > 0)
                errors.Invalid(at, null, "exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set");
            if (exactly is not null)
                Request(exactly, errors, $"{at}.exactly");
            var own = new HashSet<string>(StringComparer.Ordinal);
            for (var j = 0; j < first.Count; j++)
            {
                Name(first[j], own, errors, $"{at}.firstAvailable[{j}]");
                Request(first[j], errors, $"{at}.firstAvailable[{j}]");
            }
        }
        var k = 0;
        foreach (var constraint in devices.Objects("constraints"))
        {
            if (string.IsNullOrEmpty(constraint.Str("matchAttribute")) && string.IsNullOrEmpty(constraint.Str("distinctAttribute")))
                errors.Required($"{path}.constraints[{k}]", "exactly one of `matchAttribute` or `distinctAttribute` is required");
            k++;
        }
    }

    private static void Name(JsonObject request, HashSet<string> names, FieldErrors errors, string path)
    {
        var name = request.Str("name") ?? "";
        if (name.Length == 0)
        {
            errors.Required($"{path}.name");
            return;
        }
        errors.Each($"{path}.name", name, Names.DnsLabelErrors(name));
        if (!names.Add(name))
            errors.Duplicate($"{path}.name", name);
    }

    private static void Request(JsonObject request, FieldErrors errors, string path)
    {
        errors.RequireName(request, "deviceClassName", path);
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
    }
}
