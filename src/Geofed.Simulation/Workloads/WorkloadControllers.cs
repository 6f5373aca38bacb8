namespace Geofed.Simulation;

/// <summary>What plays kube-controller-manager: workloads, Services, accounts, volumes.</summary>
internal static class WorkloadControllers
{
    public static IEnumerable<ISimulatedController> Of(SimulationContext context) => [];
}
