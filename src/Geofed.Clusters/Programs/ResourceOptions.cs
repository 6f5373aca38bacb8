using System.Globalization;
using System.Text.Json.Nodes;

namespace Geofed.Clusters.Programs;

/// <summary>How Pulumi treats a resource.</summary>
internal sealed record ResourceOptions
{
    public IReadOnlyList<ResourceReference> DependsOn { get; init; } = [];

    /// <summary>Pulumi refuses to delete or replace it.</summary>
    public bool Protect { get; init; }

    /// <summary>Properties whose changes Pulumi takes no notice of.</summary>
    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    public ResourceTimeouts? Timeouts { get; init; }

    /// <summary>Of another provider than the default one.</summary>
    public ResourceReference? Provider { get; init; }

    /// <summary>Of the provider's plugin.</summary>
    public string? Version { get; init; }

    public JsonObject ToJson()
    {
        var options = new JsonObject();
        if (Provider is { } provider)
            options["provider"] = provider.ToString();
        if (Version is not null)
            options["version"] = Version;
        if (Protect)
            options["protect"] = true;
        if (DependsOn.Count > 0)
            options["dependsOn"] = ProgramText.List(DependsOn.Select(resource => resource.ToString()));
        if (IgnoreChanges.Count > 0)
            options["ignoreChanges"] = ProgramText.List(IgnoreChanges);
        if (Timeouts is not null)
            options["customTimeouts"] = Timeouts.ToJson();
        return options;
    }
}

/// <summary>How long Pulumi waits for a resource, in minutes.</summary>
internal sealed record ResourceTimeouts(int Create, int Update, int Delete)
{
    public JsonObject ToJson() => new() { ["create"] = Minutes(Create), ["update"] = Minutes(Update), ["delete"] = Minutes(Delete) };

    private static string Minutes(int minutes) => minutes.ToString(CultureInfo.InvariantCulture) + "m";
}
