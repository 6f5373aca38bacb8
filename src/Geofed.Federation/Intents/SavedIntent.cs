using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Intents;

namespace Geofed.Federation.Intents;

/// <summary>What was wanted of a workload's place, as the annotation of its policy keeps it (<see cref="IntentPolicy"/>, <see cref="ServingPolicy"/>). Pure.</summary>
internal sealed record SavedIntent
{
    /// <summary>Whether users are served; else it is a job's.</summary>
    public bool IsServing => Serving.Users.Count > 0 || Serving.Concentrate is not null;

    /// <summary>Of a job, without its data.</summary>
    public IntentRequest Job { get; private init; } = new();

    /// <summary>The name of the data that a job reads.</summary>
    public string? Dataset { get; private init; }

    public ServingRequest Serving { get; private init; } = new();

    /// <summary>Where it may go at all, and what bounds it.</summary>
    public PlacementRequest Placement { get; private init; } = new();

    /// <exception cref="FormatException">It is no intent.</exception>
    public static SavedIntent Read(string text)
    {
        try
        {
            return Of(JsonNode.Parse(text) as JsonObject ?? throw new FormatException("it is no object"));
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"The annotation {Geofed.Model.Karmada.GeofedMarks.Intent} of its policy cannot be understood ({e.Message}). Publish it again.", e);
        }
    }

    private static SavedIntent Of(JsonObject said)
    {
        IReadOnlyList<string> clusters = [.. said.Strings("clusters")], regions = [.. said.Strings("regions")];
        return new()
        {
            Dataset = said.Str("dataset"),
            Job = new()
            {
                Near = said.Str("near"),
                MaxRoundTripMs = said["maxRoundTripMs"]?.GetValue<double>(),
                Prefer = said.Str("prefer") is { } prefer ? Enum.Parse<Preference>(prefer) : null,
                SpareCapacity = said.Bool("spareCapacity") == true,
                Divide = said.Bool("divide") == true,
                ExpectedHours = said["expectedHours"]?.GetValue<double>() ?? 24,
                Clusters = clusters,
                Regions = regions,
            },
            Serving = new()
            {
                Users = [.. (said.Obj("users") ?? []).Select(u => new UserShare(u.Key, u.Value!.GetValue<long>()))],
                Concentrate = said.Str("concentrate"),
                MinPerPlace = said.Int("minReplicasPerRegion"),
            },
            Placement = new() { Clusters = clusters, Regions = regions, MinRegions = (int)(said.Int("minRegions") ?? 0), MaxPerCluster = said.Int("maxReplicasPerCluster") },
        };
    }
}
