using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Programs;
using Geofed.Clusters.Stacks;
using Geofed.Model;

namespace Geofed.Cmdlets.Clusters;

/// <summary>What a person wants to have otherwise in a Pulumi program, as a merge patch (RFC 7386): so that it can be applied anew whenever the program is made.</summary>
internal static class ProgramChange
{
    /// <exception cref="GeofedErrorException">It cannot be understood.</exception>
    public static JsonObject? Read(PSCmdlet cmdlet, object? change, GkeClusterSpec spec, GkeClusters gke) => (change is PSObject wrapped ? wrapped.BaseObject : change) switch
    {
        null => null,
        ScriptBlock script => Run(script, gke.Draft(spec)),
        IDictionary map => (JsonObject)PowerShellJson.From(map)!,
        var path => ReadFile(cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path.ToString()!)),
    };

    private static JsonObject ReadFile(string path)
    {
        if (!File.Exists(path))
            throw GeofedErrors.PathNotFound(path);
        try
        {
            return JsonDocuments.ParseObject(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw GeofedErrors.InvalidProgram($"{path} is not JSON: {e.Message}", path);
        }
    }

    private static JsonObject Run(ScriptBlock script, StackProgram program)
    {
        var returned = script.Invoke(Table(program.Main)).LastOrDefault();
        if (PowerShellJson.From(returned) is not JsonObject changed || changed["resources"] is null)
            throw GeofedErrors.InvalidProgram("the script block returned no program; it must return what it got, changed.", script);
        return MergeDifference.Between(program.Main, changed);
    }

    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject o => Table(o),
        JsonArray a => a.Select(Plain).ToArray(),
        JsonValue v => v.GetValueKind() switch
        {
            JsonValueKind.String => v.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => long.TryParse(v.ToJsonString(), CultureInfo.InvariantCulture, out var whole) ? whole : double.Parse(v.ToJsonString(), CultureInfo.InvariantCulture),
        },
        _ => null,
    };

    private static System.Collections.Specialized.OrderedDictionary Table(JsonObject o)
    {
        var table = new System.Collections.Specialized.OrderedDictionary();
        foreach (var (key, value) in o)
            table[key] = Plain(value);
        return table;
    }
}
