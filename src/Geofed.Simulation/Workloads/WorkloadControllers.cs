using Geofed.Simulation.Workloads;

namespace Geofed.Simulation;

/// <summary>What plays kube-controller-manager: workloads, Services, accounts, volumes.</summary>
internal static class WorkloadControllers
{
    public static IEnumerable<ISimulatedController> Of(SimulationContext simulation)
    {
        var context = new WorkloadContext(simulation);
        return
        [
            new ReplicaSetController(context),
            new DeploymentController(context),
            NamespaceObjectController.DefaultAccount(context),
            NamespaceObjectController.RootCertificate(context),
            new TokenController(context),
            new StatefulSetController(context),
            new DaemonSetController(context),
            new JobController(context),
            new CronJobController(context),
            new JobSetController(context),
            new EndpointController(context),
            new LoadBalancerController(context),
            new EphemeralClaimController(context),
            new ClaimController(context),
            new VolumeController(context),
            new DisruptionController(context),
            new AutoscalerController(context),
            new QuotaController(context),
        ];
    }
}
