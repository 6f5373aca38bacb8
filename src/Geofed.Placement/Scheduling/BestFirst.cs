using System.Collections;

namespace Geofed.Placement.Scheduling;

/// <summary>Candidates, the best first, put in order only as far as somebody looks: of thousands a few are looked at.</summary>
internal sealed class BestFirst(IEnumerable<Candidate> candidates) : IReadOnlyCollection<Candidate>
{
    private static readonly Comparer<Candidate> Order = Comparer<Candidate>.Create(Candidate.Compare);
    private readonly PriorityQueue<Candidate, Candidate> _others = new(candidates.Select(c => (c, c)), Order);
    private readonly List<Candidate> _ordered = [];

    public int Count => _ordered.Count + _others.Count;

    public IEnumerator<Candidate> GetEnumerator()
    {
        for (var i = 0; i < _ordered.Count || _others.Count > 0; i++)
        {
            if (i == _ordered.Count)
                _ordered.Add(_others.Dequeue());
            yield return _ordered[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
