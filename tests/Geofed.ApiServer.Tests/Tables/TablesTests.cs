using System.Text.Json.Nodes;
using Geofed.ApiServer.Tables;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Tables;

public class TablesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    private static string Row(string group, string resource, string text) =>
        TableColumns.For(new ApiResource(new(group, "v1", resource), "", true)).Row((JsonObject)JsonNode.Parse(text)!, Now).ToText();

    [Theory]
    [InlineData("""{"spec":{"containers":[{}]},"status":{"phase":"Pending"}}""", "0/1", "Pending", "0")]
    [InlineData("""{"spec":{"containers":[{}]},"status":{"phase":"Running","containerStatuses":[{"ready":true,"restartCount":2,"state":{"running":{}},"lastState":{"terminated":{"finishedAt":"2026-01-01T23:00:00Z"}}}]}}""", "1/1", "Running", "2 (60m ago)")]
    [InlineData("""{"spec":{"containers":[{}]},"status":{"phase":"Running","containerStatuses":[{"ready":false,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}""", "0/1", "CrashLoopBackOff", "0")]
    [InlineData("""{"spec":{"containers":[{}],"initContainers":[{"name":"i"}]},"status":{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"running":{}}}]}}""", "0/1", "Init:0/1", "0")]
    [InlineData("""{"metadata":{"deletionTimestamp":"2026-01-01T00:00:00Z"},"spec":{"containers":[{}]},"status":{"phase":"Running"}}""", "0/1", "Terminating", "0")]
    [InlineData("""{"spec":{"containers":[{}]},"status":{"phase":"Succeeded","containerStatuses":[{"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}}""", "0/1", "Completed", "0")]
    public void A_pod_says_its_state_in_a_word(string pod, string ready, string status, string restarts)
    {
        var cells = (JsonArray)JsonNode.Parse(Row("", "pods", pod))!;
        Assert.Equal([ready, status, restarts], cells.Skip(1).Take(3).Select(c => c.Str()));
    }

    [Fact]
    public void A_deployment_counts_its_pods() => Assert.Equal("""["web","1/3",2,1,"24h","main","i:1","app=web"]""", Row("apps", "deployments", """
        {"metadata":{"name":"web","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},
         "template":{"spec":{"containers":[{"name":"main","image":"i:1"}]}}},"status":{"readyReplicas":1,"updatedReplicas":2,"availableReplicas":1}}
        """));

    [Fact]
    public void A_service_tells_its_ports() => Assert.Equal("""["s","LoadBalancer","10.0.0.1","<pending>","80:30001/TCP","<unknown>","app=a"]""",
        Row("", "services", """{"metadata":{"name":"s"},"spec":{"type":"LoadBalancer","clusterIPs":["10.0.0.1"],"ports":[{"port":80,"nodePort":30001,"protocol":"TCP"}],"selector":{"app":"a"}}}"""));

    [Fact]
    public void A_resource_without_columns_tells_its_name_and_time() =>
        Assert.Equal("""["r","2026-01-01T00:00:00Z"]""", Row("rbac.authorization.k8s.io", "roles", """{"metadata":{"name":"r","creationTimestamp":"2026-01-01T00:00:00Z"}}"""));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(195, "3m15s")]
    [InlineData(3600, "60m")]
    [InlineData(3 * 3600, "3h")]
    [InlineData(3 * 3600 + 60, "3h1m")]
    [InlineData(30 * 3600, "30h")]
    [InlineData(50 * 3600, "2d2h")]
    [InlineData(9 * 86400, "9d")]
    [InlineData(800 * 86400, "2y70d")]
    [InlineData(-5, "<invalid>")]
    public void Durations_have_two_units_at_most(int seconds, string text) => Assert.Equal(text, Durations.Human(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(".spec.size", "string", "\"l\"")]
    [InlineData(".spec.missing", "string", "null")]
    [InlineData(".spec.count", "integer", "3")]
    [InlineData(".spec.on", "boolean", "true")]
    [InlineData(".spec.list[*].name", "string", "\"a,b\"")]
    [InlineData(".spec.list[1].name", "string", "\"b\"")]
    [InlineData(".spec.list[-1:].name", "string", "\"b\"")]
    [InlineData(".status.conditions[?(@.type==\"Ready\")].status", "string", "\"True\"")]
    [InlineData(".metadata.labels.a\\.b/c", "string", "\"x\"")]
    [InlineData(".metadata.labels['a.b/c']", "string", "\"x\"")]
    [InlineData(".metadata.creationTimestamp", "date", "\"24h\"")]
    public void Printer_columns_follow_their_paths(string path, string type, string cell)
    {
        var columns = ColumnSet.FromPrinterColumns([new JsonObject { ["name"] = "X", ["type"] = type, ["jsonPath"] = path }]);
        var obj = (JsonObject)JsonNode.Parse("""
            {"metadata":{"name":"n","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"a.b/c":"x"}},"spec":{"size":"l","count":3,"on":true,"list":[{"name":"a"},{"name":"b"}]},
             "status":{"conditions":[{"type":"Other","status":"False"},{"type":"Ready","status":"True"}]}}
            """)!;
        Assert.Equal(cell, columns.Row(obj, Now)[1]?.ToText() ?? "null");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("..")]
    [InlineData(".a[?(@.b")]
    [InlineData("{.a")]
    public void A_path_that_cannot_be_read_finds_nothing(string path) =>
        Assert.Null(ColumnSet.FromPrinterColumns([new JsonObject { ["name"] = "X", ["type"] = "string", ["jsonPath"] = path }]).Row([], Now)[1]);
}
