using System.Collections;

namespace Geofed.Placement.Scheduling;

/// <summary>Candidates, the best first. Many are put in order only as far as somebody looks: of thousands a few are looked at.</summary>
internal sealed class BestFirst : IReadOnlyCollection<Candidate>
{
    /// <summary>So many are in order sooner than a queue of them is made.</summary>
    private const int Few = 16;
    private static readonly Comparer<Candidate> Order = Comparer<Candidate>.Create(Candidate.Compare);
    private readonly List<Candidate> _ordered;
    private readonly PriorityQueue<Candidate, Candidate>? _others;

    /// <param name="candidates">May be put in another order.</param>
    public BestFirst(List<Candidate> candidates)
    {
        if (candidates.Count > Few)
            (_ordered, _others) = ([], new(candidates.Select(c => (c, c)), Order));
        else
        {
            candidates.Sort(Candidate.Compare);
            _ordered = candidates;
        }
    }

    public int Count => _ordered.Count + (_others?.Count ?? 0);

    public IEnumerator<Candidate> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            if (i == _ordered.Count)
                _ordered.Add(_others!.Dequeue());
            yield return _ordered[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
