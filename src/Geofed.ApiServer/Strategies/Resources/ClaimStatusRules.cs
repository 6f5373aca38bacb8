using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for what a scheduler and drivers write of a claim (pkg/apis/resource/validation validateResourceClaimStatusUpdate).</summary>
internal static class ClaimStatusRules
{
    public static void Validate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var (status, before) = (obj.Obj("status") ?? [], old.Obj("status") ?? []);
        Reservations(status, errors);
        Devices(status, errors);
        if (status.Objects("reservedFor").Any())
        {
            if (status["allocation"] is null)
                errors.Forbidden("status.reservedFor", "may not be specified when `allocated` is not set");
            else if (obj.IsDeleting() && status.Objects("reservedFor").Any(user => !before.Objects("reservedFor").Any(b => JsonNavigation.Same(b, user))))
                errors.Forbidden("status.reservedFor", "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set");
        }
        if (status.Obj("allocation") is not { } allocation)
            return;
        if (before["allocation"] is null)
            AllocationRules.Validate(allocation, new(obj.Obj("spec", "devices")), errors, "status.allocation");
        else if (!JsonNavigation.Same(allocation, before["allocation"]))
            errors.Invalid("status.allocation", InternalText.Of("AllocationResult", allocation), Values.Immutable);
    }

    private static void Reservations(JsonObject status, FieldErrors errors) => DeviceLists.Each(status, "reservedFor", 256, errors, "status", (user, path) =>
    {
        foreach (var key in (string[])["resource", "name", "uid"])
            errors.RequireText(user, key, path);
    }, user => user.Str("uid") ?? "");

    /// <summary>What drivers tell of devices, which have to be among those allocated.</summary>
    private static void Devices(JsonObject status, FieldErrors errors)
    {
        var allocated = status.Objects("allocation", "devices", "results").Select(Key).ToHashSet(StringComparer.Ordinal);
        DeviceLists.Each(status, "devices", int.MaxValue, errors, "status", (device, path) =>
        {
            CsiRules.DriverName(device.Str("driver") ?? "", errors, $"{path}.driver");
            DeviceNames.Pool(device.Str("pool") ?? "", errors, $"{path}.pool");
            DeviceNames.Label(device.Str("device") ?? "", errors, $"{path}.device");
            if (device.Str("shareID") is { } share)
                DeviceNames.Uid(share, errors, $"{path}.shareID");
            if (!allocated.Contains(Key(device)))
                errors.Invalid(path, Unprintable(), "must be an allocated device in the claim");
            if (device.Arr("conditions")?.Count is > 8 and var count)
                errors.TooMany($"{path}.conditions", count, 8);
            ConditionRules.Validate(device, errors, $"{path}.conditions");
            if (device["data"] is { } data)
                DeviceConfigurationRules.Raw(data, errors, $"{path}.data");
            Network(device.Obj("networkData"), errors, $"{path}.networkData");
        }, Key);
    }

    private static void Network(JsonObject? data, FieldErrors errors, string path)
    {
        if (data.Str("interfaceName") is { Length: > 256 })
            errors.TooLong($"{path}.interfaceName", 256);
        if (data.Str("hardwareAddress") is { Length: > 128 })
            errors.TooLong($"{path}.hardwareAddress", 128);
        DeviceLists.Texts(data, "ips", 16, errors, path, (address, at) => errors.InterfaceAddress(at, address));
    }

    private static string Key(JsonObject device) =>
        string.Join('/', ((string[])["driver", "pool", "device", "shareID"]).Select(key => device.Str(key) ?? "").Where((part, i) => i < 3 || part.Length > 0));

    /// <summary>Upstream's key of a device has nothing that Go prints in JSON.</summary>
    private static JsonObject Unprintable() => new() { ["Driver"] = new JsonObject(), ["Pool"] = new JsonObject(), ["Device"] = new JsonObject(), ["ShareID"] = new JsonObject() };
}
