using Geofed.Model.Karmada;

namespace Geofed.Placement.Division;

/// <summary>
/// Divides seats by weights with the method of Webster / Sainte-Lague (pkg/util/helper/webstermethod.go): one seat at a time to the greatest
/// weight / (2 * seats + 1); ties go to whoever has fewer seats, then by name, whose direction depends on the workload's UID.
/// </summary>
public static class Webster
{
    /// <summary>The seats of each party, by name ascending, those with none included. Nothing is given when all weights are 0.</summary>
    /// <param name="uid">The workload's UID: odd by its hash, the larger name wins a tie, so that not every workload favours the same cluster.</param>
    public static IReadOnlyList<(string Name, long Seats)> Divide(long seats, IEnumerable<(string Name, long Weight)> parties, string? uid) =>
        Divide(seats, [.. parties.Select(p => new Share(p.Name, p.Weight, 0, long.MaxValue))], uid);

    /// <summary>The same within bounds: everybody's least number comes first, by name, and nobody gets more than his greatest. Seats that nobody may have are left.</summary>
    public static IReadOnlyList<(string Name, long Seats)> Divide(long seats, IReadOnlyList<Share> parties, string? uid)
    {
        var descending = IsDescending(uid);
        var all = new Party[parties.Count];
        for (var i = 0; i < all.Length; i++)
            all[i] = new(parties[i]);
        if (!IsSorted(all))
            Array.Sort(all, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        if (Array.TrueForAll(all, p => p.Weight <= 0))
            return Seats(all);
        var contenders = new List<(Party, Party)>(all.Length);
        foreach (var party in all)
        {
            if (party.Weight <= 0)
                continue;
            party.Seats = Math.Min(party.Min, seats);
            seats -= party.Seats;
            if (party.Seats < party.Max)
                contenders.Add((party, party));
        }
        var queue = new PriorityQueue<Party, Party>(contenders, Comparer<Party>.Create((a, b) => Compare(a, b, descending)));
        for (; seats > 0 && queue.TryDequeue(out var winner, out _); seats--)
        {
            winner.Seats++;
            if (winner.Seats < winner.Max)
                queue.Enqueue(winner, winner);
        }
        return Seats(all);
    }

    /// <summary>
    /// Those who may win one of so many seats, when nobody has one yet: no more than there are seats, since nobody wins a seat before everybody who is ahead
    /// of him has one. Few seats for thousands of parties are thereby divided between few.
    /// </summary>
    public static List<Share> Strongest(long seats, IEnumerable<Share> parties, string? uid)
    {
        var descending = IsDescending(uid);
        var order = Comparer<(long Weight, string Name)>.Create((a, b) => Rank(b, a));
        var first = new List<Share>();
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

    private static bool IsSorted(Party[] all)
    {
        for (var i = 1; i < all.Length; i++)
        {
            if (string.CompareOrdinal(all[i - 1].Name, all[i].Name) > 0)
                return false;
        }
        return true;
    }

    private static (string Name, long Seats)[] Seats(Party[] all) => Array.ConvertAll(all, p => (p.Name, p.Seats));

    private static int Compare(Party a, Party b, bool descending)
    {
        var order = b.Quotient.CompareTo(a.Quotient);
        if (order == 0)
            order = a.Seats.CompareTo(b.Seats);
        if (order == 0)
            order = ByName(a.Name, b.Name, descending);
        return order;
    }

    private sealed class Party(Share share)
    {
        public string Name => share.Name;
        public long Weight => share.Weight;
        public long Min => share.Min;
        public long Max => share.Max;
        public double Quotient { get; private set; } = share.Weight;

        public long Seats
        {
            get;
            set
            {
                field = value;
                Quotient = (double)share.Weight / (2 * value + 1);
            }
        }
    }
}

/// <summary>Who takes part in a division: by what weight, and with how few and how many seats.</summary>
public readonly record struct Share(string Name, long Weight, long Min, long Max);
