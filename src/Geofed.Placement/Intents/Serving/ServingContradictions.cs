namespace Geofed.Placement.Intents;

/// <summary>Finds two parts of what is wanted of a server's places that cannot both hold, and names both.</summary>
internal static class ServingContradictions
{
    /// <exception cref="IntentException">There are two such parts.</exception>
    public static void Check(ServingIntent intent)
    {
        if (intent.Concentrate is not null && intent.Users.Count > 0)
            throw Contradiction("-Concentrate and -Users both say what the replicas shall be near.");
        if (intent.Served.Count == 0)
            throw Contradiction("-Users says of nobody where they are.");
        if (intent.MinPerPlace is { } least && least * intent.Served.Count > intent.Replicas)
            throw Contradiction($"-MinReplicasPerRegion {least} for each of the {intent.Served.Count} places of -Users is more than the {intent.Replicas} of -Replicas.");
        if (intent.MinRegions > intent.Replicas)
            throw Contradiction($"-MinRegions {intent.MinRegions} needs more replicas than the {intent.Replicas} of -Replicas.");
        if (intent.Regions.Count > 0 && intent.MinRegions > intent.Regions.Count)
            throw Contradiction($"-MinRegions asks for {intent.MinRegions} regions, but -Region names {intent.Regions.Count}.");
    }

    private static IntentException Contradiction(string message) => new(IntentProblem.Contradiction, message);
}
