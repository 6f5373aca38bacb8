using Geofed.Clusters.Pulumi;
using Geofed.Model;

namespace Geofed.Clusters.Tests.Pulumi;

/// <summary>Documents that the CLI writes with --json.</summary>
public class DocumentTests
{
    private const string Digest = """
        {
            "config": {},
            "steps": [
                { "op": "same", "urn": "urn:pulumi:west::geofed::pulumi:pulumi:Stack::geofed-west" },
                { "op": "update", "urn": "urn:pulumi:west::geofed::gcp:container/cluster:Cluster::west", "oldState": { "id": "projects/p/locations/us-west1/clusters/west" },
                  "diffReasons": ["resourceLabels"], "detailedDiff": { "resourceLabels[\"team\"]": { "kind": "add", "inputDiff": true } } },
                { "op": "replace", "urn": "urn:pulumi:west::geofed::gcp:container/nodePool:NodePool::gpu", "replaceReasons": ["initialNodeCount"], "diffReasons": ["initialNodeCount"],
                  "detailedDiff": { "initialNodeCount": { "kind": "update-replace", "inputDiff": false } } },
                { "op": "create", "urn": "urn:pulumi:west::geofed::gcp:container/nodePool:NodePool::cpu", "newState": { "id": "" }, "detailedDiff": null },
                { "op": "refresh", "urn": "urn:pulumi:west::geofed::gcp:compute/network:Network::net" }
            ],
            "diagnostics": [ { "message": "warning: old version", "severity": "warning" }, { "urn": "urn:pulumi:west::geofed::gcp:container/cluster:Cluster::west", "message": "error: bad property", "severity": "error" } ],
            "duration": 1500000000,
            "changeSummary": { "create": 1, "same": 1, "update": 1, "replace": 1 }
        }
        """;

    [Fact]
    public void A_preview_tells_the_changes_and_what_would_be_lost()
    {
        var preview = StackPreview.Parse(Digest);
        Assert.Equal(["update Cluster 'west'", "replace NodePool 'gpu'", "create NodePool 'cpu'"], preview.Changes.Select(c => c.ToString()));
        Assert.Equal([false, true, false], preview.Changes.Select(c => c.Replaces));
        Assert.Equal("add resourceLabels[\"team\"]", preview.Changes[0].Properties.Single().ToString());
        Assert.Equal("projects/p/locations/us-west1/clusters/west", preview.Changes[0].Id);
        Assert.True(preview.Changes[1].Properties.Single().Replaces);
        Assert.Equal(["initialNodeCount"], preview.Changes[1].ReplaceReasons);
        Assert.Null(preview.Changes[2].Id);
        Assert.Equal(["old version"], preview.Warnings);
        Assert.Equal(3, StackProgress.Empty.Expecting(preview).Total);
    }

    [Fact]
    public void The_errors_of_a_preview_are_told_by_resource()
    {
        Assert.Equal("bad property", StackPreview.Errors(Digest).Failures.Single().Message);
        Assert.Empty(StackPreview.Errors("error: no document at all").Failures);
    }

    [Fact]
    public void A_state_tells_resources_and_pending_operations()
    {
        var state = StackState.Parse("""
            {"version":3,"deployment":{"manifest":{"time":"2026-01-01T00:00:00Z","version":"v3.260.0"},"secrets_providers":{"type":"passphrase"},
              "resources":[{"urn":"urn:pulumi:west::geofed::pulumi:pulumi:Stack::geofed-west","type":"pulumi:pulumi:Stack","outputs":{"name":"west"}},
                {"urn":"urn:pulumi:west::geofed::gcp:container/cluster:Cluster::west","custom":true,"id":"c1","type":"gcp:container/cluster:Cluster","protect":true,"inputs":{"location":"us-west1"}}],
              "pending_operations":[{"resource":{"urn":"urn:pulumi:west::geofed::gcp:container/nodePool:NodePool::gpu","type":"gcp:container/nodePool:NodePool"},"type":"creating"}]}}
            """);
        Assert.Equal((3, "v3.260.0", 2026), (state.Version, state.CliVersion, state.WrittenAt!.Value.Year));
        Assert.Equal([(null, false), ("c1", true)], state.Resources.Select(r => (r.Id, r.IsProtected)));
        Assert.Equal("us-west1", state.Resources[1].Inputs.Str("location"));
        Assert.Equal("creating NodePool 'gpu'", state.Pending.Single().ToString());
    }

    [Fact]
    public void A_stack_without_a_deployment_yet_is_empty()
    {
        var state = StackState.Parse("""{"version":3,"deployment":null}""");
        Assert.Empty(state.Resources);
        Assert.Empty(state.Pending);
    }

    [Fact]
    public void A_newer_state_is_refused() => Assert.Equal(PulumiErrorKind.NewerState,
        Assert.Throws<PulumiException>(() => StackState.Parse("""{"version":9,"deployment":{}}""", new("geofed", "west"))).Kind);

    [Fact]
    public void A_list_tells_stacks_by_their_full_names()
    {
        var list = StackSummary.Parse("""
            [{"name":"organization/geofed/west","current":false,"lastUpdate":"2026-01-01T00:00:00.000Z","resourceCount":13},
             {"name":"acme/geofed/east","current":true,"updateInProgress":true,"url":"https://app.pulumi.com/acme/geofed/east"}]
            """);
        Assert.Equal([new("geofed", "west"), new("geofed", "east", "acme")], list.Select(s => s.Name));
        Assert.Equal((13, null, true), (list[0].ResourceCount, list[1].LastUpdate, list[1].UpdateInProgress));
    }

    [Fact]
    public void A_history_tells_operations_without_configuration()
    {
        var update = UpdateRecord.Parse("""
            [{"version":3,"kind":"update","startTime":"2026-01-01T00:00:00.000Z","message":"why","environment":{"exec.kind":"cli"},"config":{"k":{"secret":true}},
              "result":"succeeded","endTime":"2026-01-01T00:10:00.000Z","resourceChanges":{"create":4}}]
            """).Single();
        Assert.Equal((3, "update", "succeeded", "why", 4), (update.Version, update.Kind, update.Result, update.Message, update.Changes["create"]));
        Assert.Equal(TimeSpan.FromMinutes(10), update.End - update.Start);
    }

    [Fact]
    public void Secret_outputs_are_marked_wherever_the_secret_is()
    {
        var outputs = StackOutput.Merge(
            PulumiJson.Object("""{"name":"west","ca":"[secret]","auth":{"user":"u","key":["[secret]"]}}"""),
            PulumiJson.Object("""{"name":"west","ca":"S3","auth":{"user":"u","key":["S4"]}}"""));
        Assert.Equal([("name", false), ("ca", true), ("auth", true)], outputs.Select(o => (o.Key, o.Value.IsSecret)));
        Assert.Equal(("west", "[secret]", "S3"), (outputs["name"].ToString(), outputs["ca"].ToString(), outputs["ca"].Value.Str()));
        Assert.Equal("[secret]", outputs["auth"].ToString());
    }
}
