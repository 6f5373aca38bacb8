namespace Geofed.Placement.Division;

/// <summary>
/// The seats that are won in any case, found without a contest: all whose quotient is above a threshold are won before any other, so when there are no more of
/// them than seats, each of them is won.
/// </summary>
internal static class HeadStart
{
    /// <summary>By how much a threshold is raised at which there are too many such seats.</summary>
    private const double Step = 1.1;

    /// <summary>Adds them to those that the contenders have; how many they are.</summary>
    /// <param name="contenders">The places of those who may win seats.</param>
    /// <param name="won">The seats of each place so far.</param>
    public static long Give(long seats, Share[] parties, List<int> contenders, long[] won)
    {
        if (seats < 2 || contenders.Count == 0)
            return 0;
        var weight = 0.0;
        foreach (var i in contenders)
            weight += parties[i].Weight;
        // At this one everybody has his share, rounded to whole seats: in all about as many as there are.
        var threshold = weight / (2 * seats);
        var more = new long[contenders.Count];
        var given = Above(threshold);
        for (; given > seats; given = Above(threshold))
            threshold *= Step;
        for (var i = 0; i < more.Length; i++)
            won[contenders[i]] += more[i];
        return given;

        long Above(double threshold)
        {
            var sum = 0L;
            for (var i = 0; i < more.Length && sum <= seats; i++)
                sum += more[i] = Seats(parties[contenders[i]], won[contenders[i]], threshold);
            return sum;
        }
    }

    /// <summary>How many seats more a party wins with a quotient above the threshold.</summary>
    private static long Seats(Share party, long won, double threshold)
    {
        var seats = Math.Min(party.Max, Math.Max(0, (long)Math.Ceiling((party.Weight / threshold - 1) / 2)));
        // As the contest divides: where the two ways to reckon differ by a hair, this one counts.
        while (seats > won && Webster.Quotient(party.Weight, seats - 1) <= threshold)
            seats--;
        while (seats < party.Max && Webster.Quotient(party.Weight, seats) > threshold)
            seats++;
        return Math.Max(0, seats - won);
    }
}
