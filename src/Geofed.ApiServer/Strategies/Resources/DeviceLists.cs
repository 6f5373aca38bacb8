using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>How lists about devices are gone through (pkg/apis/resource/validation validateSlice, validateSet, validateMap): of one that is too long, only that is told.</summary>
internal static class DeviceLists
{
    /// <summary>A list of objects, of at most so many; with a <paramref name="key"/>, no two of them may have the same.</summary>
    public static void Each(JsonNode? owner, string list, int most, FieldErrors errors, string path, Action<JsonObject, string> rule, Func<JsonObject, string>? key = null)
    {
        var items = owner.Objects(list).ToList();
        var at = $"{path}.{list}";
        if (IsTooLong(items.Count, most, errors, at))
            return;
        for (var i = 0; i < items.Count; i++)
            rule(items[i], $"{at}[{i}]");
        if (key is not null)
            Duplicates(items.Select(key), errors, at);
    }

    /// <summary>A set of texts.</summary>
    public static void Texts(JsonNode? owner, string list, int most, FieldErrors errors, string path, Action<string, string> rule)
    {
        var items = owner.Strings(list).ToList();
        var at = $"{path}.{list}";
        if (IsTooLong(items.Count, most, errors, at))
            return;
        for (var i = 0; i < items.Count; i++)
            rule(items[i], $"{at}[{i}]");
        Duplicates(items, errors, at);
    }

    /// <summary>A map, of at most so many entries; long keys are shortened in the paths of their values. (Upstream takes them in any order.)</summary>
    public static void Map(JsonNode? owner, string map, int most, int longestKey, FieldErrors errors, string path, Action<string, string> keyRule, Action<JsonNode?, string> rule)
    {
        var entries = owner.Obj(map) ?? [];
        var at = $"{path}.{map}";
        if (IsTooLong(entries.Count, most, errors, at))
            return;
        foreach (var (key, value) in entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            keyRule(key, at);
            rule(value, $"{at}[{Shortened(key, longestKey)}]");
        }
    }

    private static bool IsTooLong(int count, int most, FieldErrors errors, string path)
    {
        if (count > most)
            errors.TooMany(path, count, most);
        return count > most;
    }

    private static void Duplicates(IEnumerable<string> keys, FieldErrors errors, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var key in keys)
        {
            if (!seen.Add(key))
                errors.Duplicate($"{path}[{i}]", key);
            i++;
        }
    }

    private static string Shortened(string key, int longest)
    {
        if (key.Length <= longest)
            return key;
        var rest = longest - 3;
        return $"{key[..((rest + 1) / 2)]}...{key[^(rest / 2)..]}";
    }
}
