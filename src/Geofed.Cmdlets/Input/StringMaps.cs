using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Geofed.Cmdlets;

/// <summary>Reads hashtables that people write as parameters.</summary>
internal static class StringMaps
{
    public static IReadOnlyDictionary<string, string> Texts(IDictionary? map) =>
        Nullable(map).ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal);

    /// <summary>Values that are <c>$null</c> stay null.</summary>
    public static IReadOnlyDictionary<string, string?> Nullable(IDictionary? map)
    {
        var texts = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map ?? new Hashtable())
            texts[entry.Key.ToString()!] = Text(entry.Value);
        return texts;
    }

    /// <exception cref="GeofedErrorException">A value is no whole number above 0.</exception>
    public static IReadOnlyDictionary<string, long> Weights(IDictionary? map) => Nullable(map).ToDictionary(
        pair => pair.Key,
        pair => long.TryParse(pair.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight > 0
            ? weight
            : throw GeofedErrors.InvalidPlacement($"The weight of '{pair.Key}' is '{pair.Value}', but must be a whole number above 0."),
        StringComparer.Ordinal);

    /// <summary>Booleans as programs expect them in their environment.</summary>
    private static string? Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };
}
