using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Intents;

namespace Geofed.Placement.Planning;

/// <summary>What a plan weighs of what people have said about a workload's place: the annotation <see cref="GeofedMarks.Intent"/> of its policy.</summary>
public sealed record WorkloadIntent
{
    private const double MostHours = 1e6;

    /// <summary>The name of the data that it reads.</summary>
    public string? Dataset { get; init; }

    /// <summary>A region that it shall be near.</summary>
    public string? Near { get; init; }

    /// <summary>What makes one cluster better than another; null when nothing was said of it.</summary>
    public Preference? Prefer { get; init; }

    /// <summary>How long it is expected to run.</summary>
    public TimeSpan? Expected { get; init; }

    /// <summary>Where its users are: all in the one region that it shall be concentrated on, or those that were given.</summary>
    public IReadOnlyList<UserShare> Users { get; init; } = [];

    /// <summary>Whether its replicas were asked to be so many, or in so many regions, at least or at most.</summary>
    public bool HasBounds { get; init; }

    /// <summary>Nothing where nothing was said, or where the annotation cannot be read: it is for everybody to write.</summary>
    public static WorkloadIntent Of(JsonObject policy)
    {
        if (Read(policy.Annotation(GeofedMarks.Intent)) is not { } said)
            return new();
        return new()
        {
            Dataset = said.Str("dataset"),
            Near = said.Str("near"),
            Prefer = said.Str("prefer") is { } prefer && Enum.TryParse<Preference>(prefer, out var order) && Enum.IsDefined(order) ? order : null,
            Expected = Number(said.At("expectedHours")) is { } hours and > 0 and <= MostHours ? TimeSpan.FromHours(hours) : null,
            HasBounds = said.Any(s => s.Key is "minReplicasPerRegion" or "minRegions" or "maxReplicasPerCluster"),
            Users = said.Str("concentrate") is { } region ? [new(region, 1)] : [.. (said.Obj("users") ?? []).Where(u => Number(u.Value) > 0).Select(u => new UserShare(u.Key, Number(u.Value)!.Value))],
        };
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    private static JsonObject? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
