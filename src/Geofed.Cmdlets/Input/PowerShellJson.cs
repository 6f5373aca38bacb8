using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Geofed.Cmdlets;

/// <summary>PowerShell's objects (hashtables, the output of ConvertFrom-Json) as JSON.</summary>
internal static class PowerShellJson
{
    public static JsonNode? From(object? value) => value switch
    {
        null => null,
        PSObject { BaseObject: PSCustomObject } custom => Object(custom.Properties.Select(p => (p.Name, (object?)p.Value))),
        PSObject wrapped => From(wrapped.BaseObject),
        string text => JsonValue.Create(text),
        IDictionary map => Object(map.Cast<DictionaryEntry>().Select(entry => (entry.Key.ToString()!, entry.Value))),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(From)]),
        DateTime time => JsonValue.Create(time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)),
        SwitchParameter flag => JsonValue.Create(flag.IsPresent),
        Enum e => JsonValue.Create(e.ToString()),
        _ => JsonSerializer.SerializeToNode(value, value.GetType()),
    };

    private static JsonObject Object(IEnumerable<(string Name, object? Value)> properties)
    {
        var o = new JsonObject();
        foreach (var (name, value) in properties)
            o[name] = From(value);
        return o;
    }
}
