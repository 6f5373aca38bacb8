using Geofed.Model.Karmada;

namespace Geofed.Placement.Division;

/// <summary>
/// Divides seats by weights with the method of Webster / Sainte-Lague (pkg/util/helper/webstermethod.go): one seat at a time to the greatest
/// weight / (2 * seats + 1); ties go to whoever has fewer seats, then by name, whose direction depends on the workload's UID.
/// </summary>
public static class Webster
{
    private const int Many = 100;

    /// <summary>The seats of each party, by name ascending, those with none included. Nothing is given when all weights are 0.</summary>
    /// <param name="uid">The workload's UID: odd by its hash, the larger name wins a tie, so that not every workload favours the same cluster.</param>
    public static IReadOnlyList<(string Name, long Seats)> Divide(long seats, IEnumerable<(string Name, long Weight)> parties, string? uid) =>
        Divide(seats, [.. parties.Select(p => new Share(p.Name, p.Weight, 0, long.MaxValue))], uid);

    /// <summary>The same within bounds: everybody's least number comes first, by name, and nobody gets more than his greatest. Seats that nobody may have are left.</summary>
    public static IReadOnlyList<(string Name, long Seats)> Divide(long seats, IReadOnlyList<Share> parties, string? uid)
    {
        Share[] all = [.. parties];
        if (!IsSorted(all))
            Array.Sort(all, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var won = new long[all.Length];
        var contenders = new List<int>(all.Length);
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Weight <= 0)
                continue;
            won[i] = Math.Min(all[i].Min, seats);
            seats -= won[i];
            if (won[i] < all[i].Max)
                contenders.Add(i);
        }
        seats -= HeadStart.Give(seats, all, contenders, won);
        // By name is by place.
        var direction = IsDescending(uid) ? -1 : 1;
        var queue = new PriorityQueue<int, Claim>(all.Length);
        foreach (var i in contenders)
            Enqueue(i);
        for (; seats > 0 && queue.TryDequeue(out var winner, out _); seats--)
        {
            won[winner]++;
            Enqueue(winner);
        }
        var divided = new (string, long)[all.Length];
        for (var i = 0; i < all.Length; i++)
            divided[i] = (all[i].Name, won[i]);
        return divided;

        void Enqueue(int party)
        {
            if (won[party] < all[party].Max)
                queue.Enqueue(party, new(Quotient(all[party].Weight, won[party]), won[party], direction * party));
        }
    }

    /// <summary>What a party bids for its next seat.</summary>
    internal static double Quotient(long weight, long seats) => (double)weight / (2 * seats + 1);

    /// <summary>
    /// Those who may win one of so many seats, when nobody has one yet: no more than there are seats, since nobody wins a seat before everybody who is ahead
    /// of him has one. Few seats for thousands of parties are thereby divided between few.
    /// </summary>
    public static List<Share> Strongest(long seats, IEnumerable<Share> parties, string? uid)
    {
        var descending = IsDescending(uid);
        var order = Comparer<(long Weight, string Name)>.Create((a, b) => Rank(b, a));
        var first = new List<Share>((int)Math.Clamp(seats, 0, Many));
        PriorityQueue<Share, (long Weight, string Name)>? weakest = null;
        foreach (var party in parties)
        {
            if (party.Weight <= 0)
                continue;
            if (first.Count < seats)
            {
                first.Add(party);
                continue;
            }
            weakest ??= new(first.Select(f => (f, (f.Weight, f.Name))), order);
            var rank = (party.Weight, party.Name);
            if (weakest.TryPeek(out _, out var last) && Rank(rank, last) < 0)
                weakest.DequeueEnqueue(party, rank);
        }
        return weakest is null ? first : [.. weakest.UnorderedItems.Select(item => item.Element)];

        int Rank((long Weight, string Name) a, (long Weight, string Name) b) =>
            ((double)b.Weight).CompareTo(a.Weight) is not 0 and var heavier ? heavier : ByName(a.Name, b.Name, descending);
    }

    private static bool IsDescending(string? uid) => !string.IsNullOrEmpty(uid) && (Fnv1a.Hash(uid) & 1) == 1;

    private static int ByName(string a, string b, bool descending) => descending ? string.CompareOrdinal(b, a) : string.CompareOrdinal(a, b);

    private static bool IsSorted(Share[] all)
    {
        for (var i = 1; i < all.Length; i++)
        {
            if (string.CompareOrdinal(all[i - 1].Name, all[i].Name) > 0)
                return false;
        }
        return true;
    }

    /// <summary>What decides who wins the next seat: the greater quotient, then fewer seats, then the place by name.</summary>
    private readonly record struct Claim(double Quotient, long Seats, int Place) : IComparable<Claim>
    {
        public int CompareTo(Claim other)
        {
            var order = other.Quotient.CompareTo(Quotient);
            if (order == 0)
                order = Seats.CompareTo(other.Seats);
            return order == 0 ? Place.CompareTo(other.Place) : order;
        }
    }
}

/// <summary>Who takes part in a division: by what weight, and with how few and how many seats.</summary>
public readonly record struct Share(string Name, long Weight, long Min, long Max);
