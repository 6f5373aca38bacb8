using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Tests;

/// <summary>Waits for what controllers bring about: by watching, up to a deadline.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The object once the condition holds.</summary>
    public static async Task<JsonObject> UntilAsync(this IKubeApi api, ResourcePath path, Func<JsonObject, bool> condition, Func<string>? log = null)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        JsonObject? last = null;
        try
        {
            while (true)
            {
                var list = await api.ListAsync(path.Collection, ListOptions.All, deadline.Token);
                last = list.Items.FirstOrDefault(o => o.Name() == path.Name);
                if (last is not null && condition(last))
                    return last;
                await foreach (var change in api.WatchAsync(path.Collection, new ListOptions { ResourceVersion = list.ResourceVersion }, deadline.Token))
                {
                    if (change.Type == WatchEventType.Bookmark || change.Object.Name() != path.Name)
                        continue;
                    last = change.Object;
                    if (change.Type != WatchEventType.Deleted && condition(change.Object))
                        return change.Object;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{path} did not become as expected; last seen: {last?.ToText() ?? "nothing"}\n{log?.Invoke()}");
        }
    }

    /// <summary>The first object of a collection for which the condition holds.</summary>
    public static async Task<JsonObject> UntilAnyAsync(this IKubeApi api, ResourceCollection collection, Func<JsonObject, bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            var list = await api.ListAsync(collection, ListOptions.All, deadline.Token);
            if (list.Items.FirstOrDefault(condition) is { } found)
                return found;
            await foreach (var change in api.WatchAsync(collection, new ListOptions { ResourceVersion = list.ResourceVersion }, deadline.Token))
            {
                if (change.Type is WatchEventType.Added or WatchEventType.Modified && condition(change.Object))
                    return change.Object;
            }
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }
        throw new TimeoutException($"nothing in {collection} became as expected");
    }

    public static async Task UntilGoneAsync(this IKubeApi api, ResourcePath path, Func<string>? log = null)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        JsonObject? last = null;
        try
        {
            while (true)
            {
                var list = await api.ListAsync(path.Collection, ListOptions.All, deadline.Token);
                last = list.Items.FirstOrDefault(o => o.Name() == path.Name);
                if (last is null)
                    return;
                await foreach (var change in api.WatchAsync(path.Collection, new ListOptions { ResourceVersion = list.ResourceVersion }, deadline.Token))
                {
                    if (change.Type == WatchEventType.Deleted && change.Object.Name() == path.Name)
                        return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{path} is still there: {last?.ToText()}\n{log?.Invoke()}");
        }
    }
}
