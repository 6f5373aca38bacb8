using Geofed.Placement.Costs;
using Geofed.Placement.Geography;

namespace Geofed.Placement.Intents;

/// <summary>Turns what a person wants into an order of clusters, and says about each why. Pure.</summary>
/// <param name="prices">Null when there are none: then nothing can be ordered by cost or carbon.</param>
public sealed class IntentCompiler(Atlas atlas, PriceList? prices)
{
    /// <summary>All clusters: the candidates first, the best of them first, those that it fits now before the others; then the rest by name.</summary>
    /// <exception cref="IntentException">It contradicts itself, or no cluster could ever take it.</exception>
    /// <exception cref="PriceHoleException">The prices do not say what the order needs.</exception>
    public IReadOnlyList<Assessment> Compile(JobIntent intent, IReadOnlyList<ClusterOffer> offers)
    {
        IntentContradictions.Check(intent);
        var fitting = new JobFit(intent);
        var assessed = offers.Select(offer => Assess(intent, offer, fitting)).ToList();
        if (intent is { Clusters.Count: > 0, Regions.Count: > 0 } && !offers.Any(o => intent.Clusters.Contains(o.Cluster) && intent.Regions.Contains(o.Region)))
            throw new IntentException(IntentProblem.Contradiction, $"None of the clusters that -Cluster names ({string.Join(", ", intent.Clusters)}) is in a region that -Region names ({string.Join(", ", intent.Regions)}).");
        if (offers.Count > 0 && !assessed.Exists(a => a.Assessment.IsCandidate))
            throw new IntentException(IntentProblem.Impossible, Impossibility.Describe(intent, offers, [.. assessed.Select(a => a.Assessment)]));
        var candidates = assessed.Where(a => a.Assessment.IsCandidate).ToList();
        CheckPrices(intent, [.. candidates.SelectMany(a => a.Holes)]);
        var scores = Scores(intent, [.. candidates.Select(a => a.Assessment)]);
        return
        [
            .. candidates.Select(a => a.Assessment with { Score = scores.TryGetValue(a.Assessment.Cluster, out var score) ? score : null })
                .OrderByDescending(a => a.Fits).ThenByDescending(a => a.Score ?? 0).ThenBy(a => a.RoundTrip?.Milliseconds ?? double.MaxValue)
                .ThenByDescending(a => a.Room).ThenBy(a => a.Cluster, StringComparer.Ordinal),
            .. assessed.Select(a => a.Assessment).Where(a => !a.IsCandidate).OrderBy(a => a.Cluster, StringComparer.Ordinal),
        ];
    }

    private (Assessment Assessment, IReadOnlyList<string> Holes) Assess(JobIntent intent, ClusterOffer offer, JobFit fitting)
    {
        var holes = new List<string>();
        var assessment = new Assessment(offer.Cluster, offer.Region) { Room = intent.RoomIn(offer.Room) };
        var replica = intent.Dataset?.Replicas.MinBy(r => (atlas.Between(offer.Region, r.Region)?.Milliseconds ?? double.MaxValue, r.Region));
        if ((replica?.Region ?? intent.Near) is { } target)
            assessment = assessment with { DistanceKm = atlas.DistanceKm(offer.Region, target), RoundTrip = atlas.Between(offer.Region, target) };
        if (replica is not null)
            assessment = assessment with { DataFrom = replica.Region, Transfer = assessment.RoundTrip is { } trip ? DataTransfer.Time(intent.Dataset!.SizeGB, trip.Milliseconds) : null };
        if (prices is not null)
        {
            (var hourly, var missing) = JobCost.Of(intent, offer, prices);
            var perGB = replica is null ? 0 : prices.OfEgress(atlas, replica.Region, offer.Region);
            assessment = assessment with { HourlyCost = hourly, EgressCost = perGB * (intent.Dataset?.SizeGB ?? 0), Carbon = prices.CarbonOf(offer.Region) };
            if (intent.Order == Preference.Cheapest)
                holes.AddRange([.. missing, .. perGB is null ? [$"egressGB from {replica!.Region} to {offer.Region}"] : Array.Empty<string>()]);
            if (intent.Order == Preference.Greenest && assessment.Carbon is null)
                holes.Add($"carbon of {offer.Region}");
        }
        return (fitting.Judge(offer, assessment), holes);
    }

    private void CheckPrices(JobIntent intent, IReadOnlyList<string> holes)
    {
        if (intent.Order is not (Preference.Cheapest or Preference.Greenest))
            return;
        if (prices is null)
            throw new PriceHoleException([intent.Order == Preference.Cheapest ? "anything: there is no price file" : "the carbon of any region: there is no price file"]);
        if (holes.Count > 0)
            throw new PriceHoleException([.. holes.Distinct().Order(StringComparer.Ordinal)]);
    }

    private static Dictionary<string, double> Scores(JobIntent intent, IReadOnlyList<Assessment> candidates)
    {
        if (intent.Order is not { } order || candidates.Count == 0)
            return [];
        double? Value(Assessment a) => order switch
        {
            Preference.Cheapest => a.HourlyCost * intent.ExpectedHours + a.EgressCost,
            Preference.Nearest => a.RoundTrip?.Milliseconds,
            Preference.Greenest => a.Carbon,
            _ => a.Room,
        };
        var known = candidates.Where(a => Value(a) is not null).ToList();
        if (known.Count == 0)
            return [];
        var best = order == Preference.Roomiest ? known.Max(a => Value(a)!.Value) : known.Min(a => Value(a)!.Value);
        return known.ToDictionary(a => a.Cluster, a => 100 * (order == Preference.Roomiest ? Ratio(Value(a)!.Value, best) : Ratio(best, Value(a)!.Value)));
    }

    private static double Ratio(double less, double more) => more <= 0 ? 1 : less / more;
}
