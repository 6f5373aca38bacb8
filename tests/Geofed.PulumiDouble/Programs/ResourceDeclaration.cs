using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>A resource of a program, as it is written there.</summary>
internal sealed record ResourceDeclaration(string Key, JsonObject Source)
{
    private static readonly HashSet<string> Fields = ["type", "name", "defaultProvider", "properties", "options", "get"];

    private static readonly HashSet<string> KnownOptions =
    [
        "additionalSecretOutputs", "aliases", "customTimeouts", "deleteBeforeReplace", "dependsOn", "ignoreChanges", "import", "parent", "protect", "provider", "providers", "version",
        "pluginDownloadURL", "replaceOnChanges", "retainOnDelete", "replaceWith", "deletedWith", "hideDiffs", "replacementTrigger", "envVarMappings",
    ];

    public string Type => Source.Str("type") ?? "";

    public string Name => Source.Str("name") ?? Key;

    public JsonObject Options => Source.Obj("options") ?? [];

    public JsonNode? Properties => Source["properties"];

    public JsonObject? Get => Source.Obj("get");

    public bool IsProvider => Type.StartsWith("pulumi:providers:", StringComparison.Ordinal);

    public bool IsDefaultProvider => Source.Bool("defaultProvider") == true;

    /// <summary>The package that its type is of, e.g. "gcp".</summary>
    public string Package => Type.Split(':') is ["pulumi", "providers", var provided] ? provided : Type.Split(':')[0];

    public string? Version => Options.Str("version");

    /// <summary>A provider that the program does not name; the engine's own, which people are not told of.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Everything that refers to other resources.</summary>
    public IEnumerable<JsonNode?> References =>
        [Properties, Options["dependsOn"], Options["provider"], Options["providers"], Options["parent"], Options["deletedWith"], Get?["id"], Get?["state"]];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Complaint()
    {
        if (Source.FirstOrDefault(p => !Fields.Contains(p.Key)).Key is { } field)
            return $"Resource {Key} has an unknown field '{field}'";
        if (Options.FirstOrDefault(p => !KnownOptions.Contains(p.Key)).Key is { } option)
            return $"Resource {Key} has an unknown option '{option}'";
        return KnownTypes.Complaint(Type, Properties is JsonObject o && !o.Any(p => p.Key.StartsWith("fn::", StringComparison.Ordinal)) ? o.Select(p => p.Key) : []);
    }
}
