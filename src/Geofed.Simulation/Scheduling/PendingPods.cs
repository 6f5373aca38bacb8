using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>Pods that wait for a node: those to try now, by priority and then in the order they came, and those that found none. Used by one thread at a time.</summary>
internal sealed class PendingPods
{
    private readonly PriorityQueue<NamespacedName, (long Priority, long Arrival)> _active = new();
    private readonly Dictionary<NamespacedName, (long Priority, long Arrival)> _waiting = [];
    private readonly HashSet<NamespacedName> _queued = [];
    private long _arrivals;

    public bool HasRejected => _waiting.Count > _queued.Count;

    /// <summary>Adds a pod to be tried now; one that waits already keeps its place.</summary>
    public void Add(NamespacedName pod, long priority)
    {
        if (!_waiting.TryGetValue(pod, out var place))
            _waiting[pod] = place = (-priority, _arrivals++);
        if (_queued.Add(pod))
            _active.Enqueue(pod, place);
    }

    public void Remove(NamespacedName pod)
    {
        _waiting.Remove(pod);
        _queued.Remove(pod);
    }

    /// <summary>Something changed: those that found no node are tried again.</summary>
    public void RetryAll()
    {
        foreach (var (pod, place) in _waiting)
        {
            if (_queued.Add(pod))
                _active.Enqueue(pod, place);
        }
    }

    /// <summary>The next pod to try; it waits on until it is removed.</summary>
    public NamespacedName? Next()
    {
        while (_active.TryDequeue(out var pod, out _))
        {
            if (_queued.Remove(pod))
                return pod;
        }
        return null;
    }
}
