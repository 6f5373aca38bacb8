using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Interpretation;
using Geofed.Placement.Jobs;

namespace Geofed.Placement.Tests.Jobs;

public class PodSetsTests
{
    [Theory]
    [InlineData("Job", " 3x8")]
    [InlineData("JobSet", "driver 1x0, workers 8x8")]
    [InlineData("PyTorchJob", "Master 1x0, Worker 8x8")]
    [InlineData("TFJob", "Chief 1x0, Worker 8x8")]
    [InlineData("MPIJob", "Launcher 1x0, Worker 8x8")]
    [InlineData("XGBoostJob", "Master 1x0, Worker 8x8")]
    [InlineData("PaddleJob", "Master 1x0, Worker 8x8")]
    [InlineData("JAXJob", "Coordinator 1x0, Worker 8x8")]
    [InlineData("RayJob", "head 1x0, big 8x8, submitter 1x0")]
    [InlineData("RayCluster", "head 1x0, big 8x8")]
    [InlineData("LeaderWorkerSet", "leader 2x0, workers 4x8")]
    [InlineData("Workload", "main 8x8, driver 1x0")]
    [InlineData("AppWrapper", "odd-0 2x0, j 3x8")]
    public void APodSetIsReadFromEachKindOfJob(string kind, string expected) =>
        Assert.Equal(expected, string.Join(", ", PodSets.Of(JobSamples.Of(kind))!.Select(set => $"{set.Name} {set.Count}x{Gpus(set)}")));

    [Fact]
    public void EveryKindThatIsKnownHasASample() => Assert.All(JobKind.All, kind => Assert.Equal(kind, JobKind.Of(JobSamples.Of(kind.Kind).Kind())));

    [Theory]
    [InlineData("""{ "apiVersion": "trainer.kubeflow.org/v1alpha1", "kind": "TrainJob", "spec": { "trainer": { "numNodes": 4 } } }""")]
    [InlineData("""{ "apiVersion": "example.com/v1", "kind": "Odd", "spec": { "template": { "spec": {} } } }""")]
    [InlineData("""{ "apiVersion": "workload.codeflare.dev/v1beta2", "kind": "AppWrapper", "spec": { "components": [ { "template": { "apiVersion": "example.com/v1", "kind": "Odd" } } ] } }""")]
    public void OfAKindThatNobodyKnowsNothingIsGuessed(string json) => Assert.Null(PodSets.Of(JobSamples.Parse(json)));

    [Fact]
    public void WithoutALeaderOfItsOwnAGroupIsOfWorkersOnly()
    {
        var set = JobSamples.Of("LeaderWorkerSet");
        set.Obj("spec", "leaderWorkerTemplate")!.Remove("leaderTemplate");
        Assert.Equal([("workers", 6L)], PodSets.Of(set)!.Select(s => (s.Name, s.Count)));
    }

    [Fact]
    public void AJobOfRayInAClusterThatIsThereHasOnlyThePodThatHandsItIn()
    {
        var job = JobSamples.Of("RayJob");
        job["spec"]!["clusterSelector"] = new JsonObject { ["ray.io/cluster"] = "shared" };
        Assert.Equal(["submitter"], PodSets.Of(job)!.Select(s => s.Name));
        job["spec"]!["submissionMode"] = "HTTPMode";
        Assert.Empty(PodSets.Of(job)!);
    }

    [Fact]
    public void ABindingHasThemAsComponentsWithUniqueNames()
    {
        Assert.Equal(
            """[{"name":"driver","replicas":1,"replicaRequirements":{"resourceRequest":{"cpu":"1"}}},{"name":"workers","replicas":8,"replicaRequirements":{"resourceRequest":{"cpu":"1","nvidia.com/gpu":"8"}}}]""",
            ResourceInterpreter.GetComponents(JobSamples.Of("JobSet"))!.ToText());
        Assert.Null(ResourceInterpreter.GetComponents(JobSamples.Of("Job")));
        var twins = JobSamples.Of("Workload");
        twins["spec"]!["podSets"]![1]!["name"] = "main";
        Assert.Equal(["main-0", "main-1"], ResourceInterpreter.GetComponents(twins).Objects().Select(c => c.Str("name")));
    }

    [Theory]
    [InlineData("Job", "activeDeadlineSeconds")]
    [InlineData("RayJob", "activeDeadlineSeconds")]
    [InlineData("Workload", "maximumExecutionTimeSeconds")]
    public void HowLongItMayRunAndWhetherItIsPausedIsReadWhereItsKindKeepsIt(string kind, string field)
    {
        var job = JobSamples.Of(kind);
        job["spec"]![field] = 60;
        Assert.Equal(TimeSpan.FromMinutes(1), JobKind.Of(job.Kind())!.Limit(job));
        Assert.Equal(TimeSpan.FromMinutes(1), JobKind.Of(JobSamples.Of("TFJob").Kind())!.Limit(JobSamples.Of("TFJob")));
        Assert.False(JobKind.Of(job.Kind())!.IsSuspended(job));
        job["spec"]![kind == "Workload" ? "active" : "suspend"] = kind != "Workload";
        Assert.True(JobKind.Of(job.Kind())!.IsSuspended(job));
    }

    private static string Gpus(PodSet set) => set.Template.Objects("spec", "containers").Single().Int("resources", "limits", "nvidia.com/gpu")?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "0";
}
