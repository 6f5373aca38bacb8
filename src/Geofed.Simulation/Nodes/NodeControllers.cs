using Geofed.Simulation.Kubelet;
using Geofed.Simulation.Nodes;
using Geofed.Simulation.Scheduling;

namespace Geofed.Simulation;

/// <summary>What plays the machines: the nodes, the scheduler that binds pods to them, and the kubelets that run pods there.</summary>
internal static class NodeControllers
{
    public static IEnumerable<ISimulatedController> Of(SimulationContext context)
    {
        var planned = PlannedNode.Of(context.Options);
        return
        [
            new NodeController(context, planned),
            new HeartbeatController(context, planned),
            new SchedulerController(context),
            new KubeletController(context, planned),
            new TaintEvictionController(context),
            new PodGarbageController(context),
        ];
    }
}
