namespace Geofed.ApiServer.Strategies;

/// <summary>A resource with no rules of its own.</summary>
internal sealed class PlainStrategy : ResourceStrategy
{
    public static readonly PlainStrategy Instance = new();
}
