using System.Text.Json.Nodes;
using Geofed.ApiServer.Admission;
using Geofed.ControlPlane.Admission;
using Geofed.ControlPlane.Resources;

namespace Geofed.ControlPlane;

/// <summary>What an API must serve to be a federation's: Karmada's resources, their defaults and their rules.</summary>
public static class KarmadaResources
{
    /// <summary>
    /// The CustomResourceDefinitions of policy.karmada.io, work.karmada.io, cluster.karmada.io, autoscaling.karmada.io, apps.karmada.io and config.karmada.io,
    /// with the fields, columns and short names of Karmada 1.19 (pkg/apis), and those of multicluster.x-k8s.io that Karmada brings.
    /// </summary>
    public static IReadOnlyList<JsonObject> CustomResourceDefinitions =>
        [.. new[] { ClusterResource.Definition }
            .Concat(PolicyResources.Definitions).Concat(WorkResources.Definitions).Concat(OtherResources.Definitions).Concat(MultiClusterResources.Definitions).Append(AutoscalingResource.Definition)
            .Select(definition => definition.ToDefinition())];

    /// <summary>What Karmada does in webhooks: defaults and rules of policies, overrides and clusters, and protection from deletion.</summary>
    public static IReadOnlyList<IAdmission> Admission => AdmissionAt(TimeProvider.System);

    /// <summary>The same by another clock: a NoExecute taint is stamped with the time that it is added.</summary>
    /// <param name="failover">Says how long a policy tolerates that a member is lost, where its author does not.</param>
    public static IReadOnlyList<IAdmission> AdmissionAt(TimeProvider time, FailoverOptions? failover = null) =>
        [new KarmadaAdmission(time, (failover ?? new()).Toleration), new DeletionProtection()];
}
