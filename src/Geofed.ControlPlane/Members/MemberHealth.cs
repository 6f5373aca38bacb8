namespace Geofed.ControlPlane.Members;

/// <summary>What a probe of a member found. The reasons are Karmada's (pkg/controllers/status/cluster_status_controller.go).</summary>
internal sealed record ProbeResult(bool Ready, string Reason, string Message)
{
    public static readonly ProbeResult Healthy = new(true, "ClusterReady", "cluster is healthy and ready to accept workloads");

    public static ProbeResult NotReachable(string why) => new(false, "ClusterNotReachable", $"cluster is not reachable: {why}");

    public static ProbeResult NotReady(string why) => new(false, "ClusterNotReady", $"cluster is reachable but does not report itself ready: {why}");
}

/// <summary>
/// Whether a member counts as ready: the first probe decides at once, afterwards it flips only when probes have said otherwise for a while,
/// so that one lost answer moves nothing.
/// </summary>
internal sealed class MemberHealth(TimeSpan failureThreshold, TimeSpan successThreshold)
{
    private DateTimeOffset? _otherwiseSince;

    /// <summary>What counts now; null before the first probe.</summary>
    public ProbeResult? Current { get; private set; }

    /// <summary>True when the last probe contradicts what counts.</summary>
    public bool InDoubt => _otherwiseSince is not null;

    /// <summary>Takes up what counted before a restart.</summary>
    public void Resume(ProbeResult before) => Current = before;

    /// <summary>Takes a probe's result; true when what counts has changed.</summary>
    public bool Observe(ProbeResult result, DateTimeOffset now)
    {
        if (Current is null || Current.Ready == result.Ready)
        {
            var changed = Current?.Ready != result.Ready || Current.Reason != result.Reason;
            _otherwiseSince = null;
            if (changed)
                Current = result;
            return changed;
        }
        _otherwiseSince ??= now;
        if (now - _otherwiseSince < (result.Ready ? successThreshold : failureThreshold))
            return false;
        _otherwiseSince = null;
        Current = result;
        return true;
    }
}
