namespace Geofed.Simulation.Scheduling;

/// <summary>Whether a pod can be on a node, by the node alone: the first filter that refuses gives the reason (pkg/scheduler/framework/plugins, in its order).</summary>
internal static class Filters
{
    private static readonly Taint Cordon = new("node.kubernetes.io/unschedulable", "", "NoSchedule");

    public static Rejection? Check(SchedulablePod pod, NodeState node)
    {
        if (node.Unschedulable && !pod.Tolerations.Any(t => t.Tolerates(Cordon)))
            return new(true, "node(s) were unschedulable");
        if (Untolerated(pod, node) is { } taint)
            return new(true, $"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}");
        if (!MatchesAffinity(pod, node))
            return new(true, "node(s) didn't match Pod's node affinity/selector");
        if (pod.HostPorts.Count > 0 && node.Pods.Any(other => other.HostPorts.Any(used => pod.HostPorts.Any(used.Conflicts))))
            return new(false, "node(s) didn't have free ports for the requested pod ports");
        return Fit(pod.Requests, node);
    }

    /// <summary>The first taint that keeps the pod away; null when there is none.</summary>
    public static Taint? Untolerated(SchedulablePod pod, NodeState node) =>
        node.Taints.FirstOrDefault(taint => taint.Repels && !pod.Tolerations.Any(t => t.Tolerates(taint)));

    public static bool MatchesAffinity(SchedulablePod pod, NodeState node)
    {
        foreach (var (key, value) in pod.NodeSelector)
        {
            if (!node.Labels.TryGetValue(key, out var has) || has != value)
                return false;
        }
        return pod.RequiredNodes?.Match(node.Name, node.Labels) ?? true;
    }

    private static Rejection? Fit(ResourceAmounts wanted, NodeState node)
    {
        List<string>? reasons = null;
        var final = false;
        var (has, used) = (node.Allocatable, node.Requested);
        if (node.Pods.Count + 1 > has.Other("pods"))
            (reasons ??= []).Add("Too many pods");
        Check("cpu", wanted.MilliCpu, has.MilliCpu, used.MilliCpu);
        Check("memory", wanted.Memory, has.Memory, used.Memory);
        Check("ephemeral-storage", wanted.Disk, has.Disk, used.Disk);
        foreach (var (name, amount) in wanted.Others)
            Check(name, amount, has.Other(name), used.Other(name));
        return reasons is null ? null : new(final, reasons);

        void Check(string name, long amount, long capacity, long taken)
        {
            if (amount <= 0 || amount <= capacity - taken)
                return;
            (reasons ??= []).Add("Insufficient " + name);
            final |= amount > capacity;
        }
    }
}
