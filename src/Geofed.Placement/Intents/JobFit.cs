using System.Globalization;

namespace Geofed.Placement.Intents;

/// <summary>Whether a job can run in a cluster: its pods need real nodes, for a GPU is no fraction of a sum.</summary>
internal sealed class JobFit(JobIntent intent)
{
    private readonly HashSet<string> _clusters = [.. intent.Clusters];
    private readonly HashSet<string> _regions = new(intent.Regions, StringComparer.OrdinalIgnoreCase);

    /// <summary>The assessment with the verdict and its reason.</summary>
    public Assessment Judge(ClusterOffer offer, Assessment soFar)
    {
        var needed = intent.Divide ? Math.Min(1, intent.Pods) : intent.Pods;
        if (Excluded(offer, soFar) is { } reason)
            return soFar with { Reason = reason };
        var ever = intent.RoomIn(offer.Empty);
        return (soFar.Room >= needed, ever >= needed) switch
        {
            (true, _) => soFar with { Fits = true, IsCandidate = true, Reason = intent.Divide ? $"{Math.Min(soFar.Room, intent.Pods)} of {intent.Pods} pods fit" : soFar.Room == intent.Pods ? "it just fits" : $"it fits, with room for {soFar.Room}" },
            (_, true) => soFar with { IsCandidate = true, Reason = $"{soFar.Room} of {intent.Pods} pods fit now; {ever} would if nothing else ran there" },
            _ when ever == 0 => soFar with { Reason = $"no node takes {PodText.Of(intent)}" },
            _ => soFar with { Reason = $"{ever} of {intent.Pods} pods would fit even if nothing else ran there" },
        };
    }

    private string? Excluded(ClusterOffer offer, Assessment soFar) =>
        offer.Closed is not null ? offer.Closed
        : _clusters.Count > 0 && !_clusters.Contains(offer.Cluster) ? "it is not one of the clusters that are named"
        : _regions.Count > 0 && !_regions.Contains(offer.Region) ? "it is in none of the regions that are named"
        : intent.MaxRoundTripMs is not { } most ? null
        : soFar.RoundTrip is not { } trip ? $"how far {(offer.Region.Length > 0 ? offer.Region : "it")} is away is not known"
        : trip.Milliseconds > most ? string.Create(CultureInfo.InvariantCulture, $"a round trip takes {trip}, more than {most:0.#} ms")
        : null;
}
