using System.Text.Json.Nodes;
using Geofed.Placement.Planning;

namespace Geofed.Placement.Tests.Planning;

public class PlanningDocumentsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string L4 = "\"nodeSelector\": { \"cloud.google.com/gke-accelerator\": \"nvidia-l4\" }, \"tolerations\": [{ \"key\": \"nvidia.com/gpu\", \"operator\": \"Exists\" }]";

    [Fact]
    public void Others_take_room_and_who_is_planned_holds_it()
    {
        var member = Member("us", [Node("n0", 4, "nvidia-l4"), Node("n1", 8, "nvidia-h100-80gb"), Node("n2", 0, null)],
        [
            Pod("serve-1", "n0", 1, """{ "app": "serve" }"""), Pod("serve-2", "n0", 1, """{ "app": "serve" }"""), Pod("stranger", "n0", 1, "{}"),
            Pod("done", "n0", 1, """{ "app": "serve" }""", phase: "Succeeded"), Pod("homeless", null, 1, """{ "app": "serve" }"""),
        ]);
        var problem = new PlanningDocuments([member], [Deployment(3), Job("train", 2, 4)], includeRunning: false, Now).Problem();
        Assert.Equal([3, 8, 0], problem.Clusters.Single().Nodes.Select(n => n.Free[0]));
        var (serve, train) = ((PlanningService)problem.Workloads[0], (PlanningJob)problem.Workloads[1]);
        Assert.Equal((3, 2), (serve.Pods, serve.HeldIn("us")));
        Assert.Equal(new NodeHold(0, 2), Assert.Single(serve.Holds["us"]));
        Assert.Equal([true, false, false], problem.Clusters.Single().Nodes.Select(n => serve.Claim.Accepts(n.Kind)));
        Assert.Equal((4, 2, false), (train.Claim.Gpus, train.Pods, train.IsRunning));
        Assert.Equal(["us"], train.Clusters!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Jobs_that_run_are_moved_on_request_only_and_know_what_they_would_lose(bool includeRunning)
    {
        var member = Member("us", [Node("n0", 4, "nvidia-l4")], [Pod("train-a", "n0", 1, """{ "batch.kubernetes.io/job-name": "train" }""")]);
        var job = (PlanningJob)new PlanningDocuments([member], [Job("train", 1, 1, deadline: 7200)], includeRunning, Now).Problem().Workloads.Single();
        Assert.Equal((includeRunning, TimeSpan.FromHours(1), TimeSpan.FromHours(1)), (job.Movable, job.Duration, job.Unsaved));
    }

    [Fact]
    public void What_is_done_or_may_go_nowhere_is_not_planned()
    {
        var member = Member("us", [Node("n0", 4, "nvidia-l4")], []);
        var done = Job("done", 1, 1);
        done.Binding["status"] = JsonNode.Parse("""{ "aggregatedStatus": [{ "clusterName": "us", "status": { "conditions": [{ "type": "Complete", "status": "True" }] } }] }""");
        var elsewhere = Job("elsewhere", 1, 1) with { Placement = JsonNode.Parse("""{ "clusterAffinity": { "clusterNames": ["other"] } }""")!.AsObject() };
        var problem = new PlanningDocuments([member], [done, elsewhere], false, Now).Problem();
        Assert.False(Assert.Single(problem.Workloads).Movable);
        Assert.Empty(PlacementPlanner.Plan(problem).Moves);
    }

    [Fact]
    public void Of_several_groups_of_clusters_a_plan_takes_any_whichever_the_scheduler_tried_first()
    {
        var job = Job("train", 1, 1) with { Placement = JsonNode.Parse("""{ "clusterAffinities": [{ "affinityName": "us", "clusterNames": ["us"] }, { "affinityName": "eu", "clusterNames": ["eu"] }] }""")!.AsObject() };
        var problem = new PlanningDocuments([Member("us", [], []), Member("eu", [], []), Member("asia", [], [])], [job], false, Now).Problem();
        Assert.Equal(["eu", "us"], problem.Workloads.Single().Clusters!.Order());
    }

    internal static WorkloadDocuments Deployment(int replicas) => Workload("serve", "apps/v1", "Deployment", $$"""{ "replicas": {{replicas}}, "selector": { "matchLabels": { "app": "serve" } }, "template": { "spec": {{Spec(1)}} } }""");

    internal static WorkloadDocuments Job(string name, int pods, int gpus, int deadline = 0) =>
        Workload(name, "batch/v1", "Job", $$"""{ "parallelism": {{pods}}, {{(deadline > 0 ? $"\"activeDeadlineSeconds\": {deadline}," : "")}} "template": { "spec": {{Spec(gpus)}} } }""");

    private static WorkloadDocuments Workload(string name, string version, string kind, string spec) => new(name,
        JsonNode.Parse($$"""{ "apiVersion": "{{version}}", "kind": "{{kind}}", "metadata": { "name": "{{name}}", "namespace": "default" }, "spec": {{spec}} }""")!.AsObject(),
        JsonNode.Parse($$"""{ "metadata": { "name": "{{name}}" }, "spec": { "resource": { "apiVersion": "{{version}}", "kind": "{{kind}}", "name": "{{name}}" }, "replicas": 1 } }""")!.AsObject(),
        []);

    private static string Spec(int gpus) => $$"""{ {{L4}}, "containers": [{ "resources": { "limits": { "nvidia.com/gpu": {{gpus}} } } }] }""";

    internal static MemberDocuments Member(string name, JsonObject[] nodes, JsonObject[] pods, string region = "us-west1") => new(JsonNode.Parse($$"""
        { "metadata": { "name": "{{name}}" }, "spec": { "region": "{{region}}" }, "status": { "apiEnablements": [
          { "groupVersion": "apps/v1", "resources": [{ "kind": "Deployment", "name": "deployments" }] }, { "groupVersion": "batch/v1", "resources": [{ "kind": "Job", "name": "jobs" }] }] } }
        """)!.AsObject(), nodes, pods);

    internal static JsonObject Node(string name, int gpus, string? accelerator) => JsonNode.Parse($$"""
        { "metadata": { "name": "{{name}}", "labels": {{(accelerator is null ? "{}" : $"{{ \"cloud.google.com/gke-accelerator\": \"{accelerator}\" }}")}} },
          "status": { "allocatable": { "cpu": "8", "pods": "110", "nvidia.com/gpu": "{{gpus}}" }, "conditions": [{ "type": "Ready", "status": "True" }] } }
        """)!.AsObject();

    internal static JsonObject Pod(string name, string? node, int gpus, string labels, string phase = "Running") => JsonNode.Parse($$"""
        { "metadata": { "name": "{{name}}", "namespace": "default", "labels": {{labels}} },
          "spec": { "nodeName": "{{node}}", "containers": [{ "resources": { "limits": { "nvidia.com/gpu": {{gpus}} } } }] },
          "status": { "phase": "{{phase}}", "startTime": "2026-05-01T11:00:00Z" } }
        """)!.AsObject();
}
