using Geofed.Placement.Jobs;

namespace Geofed.Placement.Tests.Jobs;

public class PodOwnerTests
{
    [Theory]
    [InlineData("""{ "batch.kubernetes.io/job-name": "train", "job-name": "train" }""", "default/train")]
    [InlineData("""{ "job-name": "old" }""", "default/old")]
    [InlineData("""{ "jobset.sigs.k8s.io/jobset-name": "train", "batch.kubernetes.io/job-name": "train-workers-0" }""", "JobSet default/train")]
    [InlineData("""{ "leaderworkerset.sigs.k8s.io/name": "serve" }""", "LeaderWorkerSet default/serve")]
    [InlineData("""{ "ray.io/cluster": "train-x7k2p", "ray.io/originated-from-crd": "RayJob", "ray.io/originated-from-cr-name": "train" }""", "RayJob default/train")]
    [InlineData("""{ "ray.io/cluster": "shared" }""", "RayCluster default/shared")]
    [InlineData("""{ "training.kubeflow.org/job-name": "train", "training.kubeflow.org/operator-name": "pytorchjob-controller" }""", "PyTorchJob default/train")]
    [InlineData("""{ "training.kubeflow.org/job-name": "train", "training.kubeflow.org/operator-name": "mpi-operator", "job-name": "train-launcher" }""", "MPIJob default/train")]
    [InlineData("""{ "workload.codeflare.dev/appwrapper": "all", "job-name": "part" }""", "AppWrapper default/all")]
    [InlineData("""{ "app": "web" }""", "")]
    public void APodIsOfTheOutermostJobThatItsLabelsName(string labels, string expected) =>
        Assert.Equal(expected, PodOwner.Of(JobSamples.Parse($$"""{ "kind": "Pod", "metadata": { "name": "p", "namespace": "default", "labels": {{labels}} } }"""))?.ToString() ?? "");

    [Fact]
    public void APodOfKubeflowIsOfWhatControlsItWhenItsOperatorIsNotNamed() => Assert.Equal("TFJob default/train", PodOwner.Of(JobSamples.Parse("""
        { "kind": "Pod", "metadata": { "name": "p", "namespace": "default", "labels": { "training.kubeflow.org/job-name": "train" },
          "ownerReferences": [ { "kind": "TFJob", "name": "train", "controller": true } ] } }
        """))?.ToString());
}
