namespace Geofed.Placement.Queueing;

/// <summary>
/// What a plan has found out about each cluster, by what a job needs: of a thousand jobs that wait most need the same, and most clusters do not change while a plan is made.
/// </summary>
internal sealed class QueueMemory
{
    private readonly Dictionary<string, OfCluster> _clusters = [];

    public OfCluster Of(string cluster)
    {
        if (!_clusters.TryGetValue(cluster, out var known))
            _clusters[cluster] = known = new();
        return known;
    }

    public void Forget(string cluster) => _clusters.Remove(cluster);

    public void ForgetAll() => _clusters.Clear();

    public sealed class OfCluster
    {
        /// <summary>How many pods find room.</summary>
        public Answers<long> Now { get; } = new();

        /// <summary>How many would if no other job were there.</summary>
        public Answers<long> Alone { get; } = new();

        /// <summary>How many pods as the largest find room.</summary>
        public Answers<long> Spare { get; } = new();

        /// <summary>The most that is free on one node.</summary>
        public Answers<long> Block { get; } = new();

        /// <summary>The same if no other job were there.</summary>
        public Answers<long> BlockAlone { get; } = new();

        /// <summary>When there is room for all of them.</summary>
        public Answers<DateTimeOffset?> RoomAt { get; } = new();
    }

    public sealed class Answers<T>
    {
        private readonly Dictionary<string, T> _byNeed = [];

        public T Get(string need, Func<T> find)
        {
            if (!_byNeed.TryGetValue(need, out var known))
                _byNeed[need] = known = find();
            return known;
        }
    }
}
