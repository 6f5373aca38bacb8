using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.Tests.Jobs;

public class LogTests
{
    private static readonly JsonObject Job = Parse("""{ "kind": "Job", "metadata": { "name": "tune", "namespace": "ai" } }""");

    [Fact]
    public async Task LinesComeFromEveryContainerOfEveryPodThatHasStarted()
    {
        var member = new PlayedMember
        {
            Pods = [Pod("tune-1", "Succeeded"), Pod("tune-2", "Pending"), Pod("other", "Running", job: "other")],
            Texts =
            {
                ["/api/v1/namespaces/ai/pods/tune-1/log?container=main&tailLines=2"] = "step 1\nstep 2\r\n",
                ["/api/v1/namespaces/ai/pods/tune-1/log?container=side&tailLines=2"] = "",
            },
        };
        var lines = await Logs(member).ReadAsync("us", Job, null, 2, default);
        Assert.Equal(["us/tune-1/main: step 1", "us/tune-1/main: step 2"], lines.Select(l => $"{l.Cluster}/{l.Pod}/{l.Container}: {l}"));
        Assert.Empty(await Logs(member).ReadAsync("us", Job, "none", null, default));
    }

    private static FederatedLogs Logs(PlayedMember member) => new("prod", new(member, (_, _, _) => member));

    private static JsonObject Pod(string name, string phase, string job = "tune") => Parse($$"""
        { "metadata": { "name": "{{name}}", "namespace": "ai", "labels": { "job-name": "{{job}}" } },
          "spec": { "containers": [ { "name": "main" }, { "name": "side" } ] }, "status": { "phase": "{{phase}}" } }
        """);

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
