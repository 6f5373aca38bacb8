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
        var descending = !string.IsNullOrEmpty(uid) && (Fnv1a.Hash(uid) & 1) == 1;
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
            order = descending ? string.CompareOrdinal(b.Name, a.Name) : string.CompareOrdinal(a.Name, b.Name);
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
