using System.Globalization;

namespace Geofed.Simulation.Kubelet;

/// <summary>The addresses of pods: each node gives them out of its own range.</summary>
internal sealed class PodAddresses
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _ofPod = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Keeps the address that a pod has from an earlier run.</summary>
    public void Keep(string pod, string address)
    {
        lock (_gate)
        {
            _ofPod[pod] = address;
            _taken.Add(address);
        }
    }

    /// <summary>The pod's address; a free one of the range when it has none yet.</summary>
    /// <param name="range">e.g. "10.0.3.0/24".</param>
    public string Of(string pod, string range)
    {
        lock (_gate)
        {
            if (_ofPod.TryGetValue(pod, out var address))
                return address;
            var prefix = range[..(range.LastIndexOf('.') + 1)];
            address = Enumerable.Range(2, 253).Select(i => prefix + i.ToString(CultureInfo.InvariantCulture)).First(candidate => !_taken.Contains(candidate));
            _taken.Add(address);
            return _ofPod[pod] = address;
        }
    }

    public void Release(string pod)
    {
        lock (_gate)
        {
            if (_ofPod.Remove(pod, out var address))
                _taken.Remove(address);
        }
    }
}
