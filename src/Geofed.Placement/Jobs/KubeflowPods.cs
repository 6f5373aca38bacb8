using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Jobs;

/// <summary>Jobs of Kubeflow's Training Operator: replica specs by role (kubeflow/trainer, release-1.9, pkg/apis/kubeflow.org/v1).</summary>
internal static class KubeflowPods
{
    /// <summary>Where a kind keeps its roles; null for one that keeps none, as the TrainJob of Trainer 2, whose pods come from a runtime.</summary>
    public static string? Field(string kind) => kind switch
    {
        "PyTorchJob" => "pytorchReplicaSpecs",
        "TFJob" => "tfReplicaSpecs",
        "MPIJob" => "mpiReplicaSpecs",
        "XGBoostJob" => "xgbReplicaSpecs",
        "PaddleJob" => "paddleReplicaSpecs",
        "JAXJob" => "jaxReplicaSpecs",
        _ => null,
    };

    public static IEnumerable<PodSet> Of(JsonObject job, string field) => (job.Obj("spec", field) ?? [])
        .Select(role => new PodSet(role.Key, role.Value.Int("replicas") ?? 1, role.Value.Obj("template") ?? []));
}
