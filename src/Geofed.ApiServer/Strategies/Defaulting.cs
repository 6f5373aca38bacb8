using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>What defaulting is made of: setting what was left out.</summary>
internal static class Defaulting
{
    /// <summary>Sets a field that is absent (or null, which is the same to Kubernetes).</summary>
    public static void SetWhenAbsent(this JsonObject obj, string key, JsonNode value)
    {
        if (obj[key] is null)
            obj[key] = value;
    }

    /// <summary>Sets a text that is absent or empty.</summary>
    public static void SetWhenEmpty(this JsonObject obj, string key, string value)
    {
        if (string.IsNullOrEmpty(obj.Str(key)))
            obj[key] = value;
    }

    /// <summary>Sets a number that is absent or zero: what Kubernetes does where zero means "not set".</summary>
    public static void SetWhenZero(this JsonObject obj, string key, long value)
    {
        if (obj.Int(key) is null or 0)
            obj[key] = value;
    }

    /// <summary>Replaces the status by what it was (a client may not write it through the main path).</summary>
    public static void KeepStatus(this JsonObject obj, JsonObject old)
    {
        if (old["status"] is { } status)
            obj["status"] = status.DeepClone();
        else
            obj.Remove("status");
    }
}
