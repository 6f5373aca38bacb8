namespace Geofed.ApiServer.Strategies;

/// <summary>The strategy of each built-in resource.</summary>
public static class BuiltInStrategies
{
    private static readonly Dictionary<(string Group, string Resource), ResourceStrategy> ByResource = new();

    /// <summary>The strategy of a resource by its group ("" for core) and plural name; one without rules for any other.</summary>
    public static ResourceStrategy For(string group, string resource) =>
        ByResource.GetValueOrDefault((group, resource), PlainStrategy.Instance);
}
