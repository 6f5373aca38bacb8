using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>How many devices a request is for when it does not say (pkg/apis/resource/v1/defaults.go), and how a toleration compares.</summary>
internal static class DeviceDefaults
{
    public static void Of(JsonObject? devices)
    {
        foreach (var request in devices.Objects("requests"))
        {
            foreach (var part in request.Objects("firstAvailable").Concat(request.Obj("exactly") is { } exactly ? [exactly] : []))
            {
                part.SetWhenEmpty("allocationMode", "ExactCount");
                if (part.Str("allocationMode") == "ExactCount")
                    part.SetWhenZero("count", 1);
                Tolerations(part);
            }
        }
    }

    public static void Tolerations(JsonObject owner)
    {
        foreach (var toleration in owner.Objects("tolerations"))
            toleration.SetWhenEmpty("operator", "Equal");
    }
}
