using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Tests;

/// <summary>Waits for what controllers bring about: by watching, up to a deadline.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The objects once the condition holds.</summary>
    public static async Task<IReadOnlyList<JsonObject>> UntilAsync(
        this IKubeApi api, ResourceCollection collection, Func<IReadOnlyList<JsonObject>, bool> condition, Func<string>? log = null)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        IReadOnlyList<JsonObject> last = [];
        try
        {
            while (true)
            {
                var list = await api.ListAsync(collection, ListOptions.All, deadline.Token);
                last = list.Items;
                if (condition(last))
                    return last;
                await foreach (var change in api.WatchAsync(collection, new ListOptions { ResourceVersion = list.ResourceVersion }, deadline.Token))
                {
                    if (change.Type != WatchEventType.Bookmark)
                        break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{collection} did not become as expected; last seen:\n{string.Join('\n', last.Select(o => o.ToText()))}\n{log?.Invoke()}");
        }
    }
}
