using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble.Tests;

/// <summary>What a change of the program does: previews, replacements, guards, references.</summary>
public class PlanTests : IAsyncLifetime
{
    private readonly Workspace _workspace = new();

    public async Task InitializeAsync() => await _workspace.InitAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    private Task<Run> PreviewAsync(params string[] more) => _workspace.RunAsync(["preview", "--json", "--non-interactive", "--stack", Workspace.Stack, .. more]);

    private async Task UpWith(Action<JsonObject> change)
    {
        _workspace.Write("Main.json", Small.Program(change));
        (await _workspace.UpAsync()).Succeeded();
    }

    [Fact]
    public async Task A_preview_is_one_document_and_changes_nothing()
    {
        var before = await File.ReadAllTextAsync(_workspace.StackFile);
        var digest = (await PreviewAsync()).Succeeded().Json;
        Assert.Equal(["create", "create", "create", "create"], digest.Objects("steps").Select(s => s.Str("op")!));
        Assert.Equal(4, digest.Int("changeSummary", "create"));
        Assert.Equal(before, await File.ReadAllTextAsync(_workspace.StackFile));
        (await _workspace.UpAsync()).Succeeded();
        _workspace.Write("Main.json", Small.Program(p => p.Obj("resources", "cpuPool", "properties", "autoscaling")!["totalMaxNodeCount"] = 20));
        var update = (await PreviewAsync()).Json.Objects("steps").Single(s => s.Str("op") == "update");
        Assert.Equal("update", update.Str("detailedDiff", "autoscaling.totalMaxNodeCount", "kind"));
        Assert.Single((await PreviewAsync()).Json.Objects("steps"), s => s.Str("op") == "same");
    }

    [Fact]
    public async Task What_an_update_will_answer_is_unknown_before_it()
    {
        _workspace.Write("Main.json", Small.Program(p => p.Obj("resources", "cpuPool", "properties")!["version"] = "${network.selfLink}"));
        var pool = (await PreviewAsync()).Succeeded().Json.Objects("steps").Single(s => s.Str("urn")!.EndsWith("::cpuPool", StringComparison.Ordinal));
        Assert.Equal("04da6b54-80e4-46f7-96ec-b56ff0331ba9", pool.Str("newState", "inputs", "version"));
    }

    [Fact]
    public async Task An_input_that_cannot_change_replaces_the_resource_and_says_why()
    {
        await UpWith(_ => { });
        _workspace.Write("Main.json", Small.Program(p => p.Obj("resources", "cpuPool", "properties", "nodeConfig")!["machineType"] = "e2-standard-16"));
        var replace = (await PreviewAsync()).Json.Objects("steps").Single(s => s.Str("op") == "replace");
        Assert.Equal(["nodeConfig.machineType"], replace.Strings("replaceReasons"));
        Assert.Equal("update-replace", replace.Str("detailedDiff", "nodeConfig.machineType", "kind"));
        var run = (await _workspace.UpAsync()).Succeeded();
        Assert.Equal(["delete-replaced cpuPool", "replace cpuPool", "create-replacement cpuPool"], run.Steps.Where(s => s.EndsWith("cpuPool", StringComparison.Ordinal)));
        Assert.Equal(1, run.Bodies("summaryEvent").Single().Int("resourceChanges", "replace"));
        Assert.Equal(4, _workspace.Checkpoint["resources"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_resource_without_a_name_of_its_own_is_replaced_before_the_old_one_goes()
    {
        await UpWith(p => p.Obj("resources", "cpuPool", "properties")!.Remove("name"));
        _workspace.Write("Main.json", Small.Program(p =>
        {
            p.Obj("resources", "cpuPool", "properties")!.Remove("name");
            p.Obj("resources", "cpuPool", "properties")!["maxPodsPerNode"] = 32;
        }));
        Assert.Equal(["create-replacement cpuPool", "replace cpuPool", "delete-replaced cpuPool"], (await _workspace.UpAsync()).Succeeded().Steps.Where(s => s.EndsWith("cpuPool", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_change_that_is_ignored_is_none()
    {
        await UpWith(_ => { });
        _workspace.Write("Main.json", Small.Program(p => p.Obj("resources", "cpuPool", "properties")!["initialNodeCount"] = 5));
        Assert.Equal(4, (await _workspace.UpAsync("--expect-no-changes")).Succeeded().Bodies("summaryEvent").Single().Int("resourceChanges", "same"));
        Assert.Equal(1, _workspace.Checkpoint.Objects("resources").Single(r => r.Str("urn")!.EndsWith("::cpuPool", StringComparison.Ordinal)).Int("inputs", "initialNodeCount"));
    }

    [Fact]
    public async Task Changes_that_were_not_expected_have_an_exit_code_of_their_own() =>
        (await _workspace.UpAsync("--expect-no-changes")).Failed(7, "no changes were expected but changes occurred");

    [Fact]
    public async Task What_the_program_no_longer_has_is_deleted_unless_it_is_protected()
    {
        await UpWith(p => p.Obj("resources", "cpuPool", "options")!["protect"] = true);
        _workspace.Write("Main.json", Small.Program(pool: false));
        (await _workspace.UpAsync()).Failed(1, "cannot be deleted\\nbecause it is protected");
        (await _workspace.RunAsync("state", "unprotect", "--all", "--yes", "--stack", Workspace.Stack)).Succeeded();
        Assert.Contains("delete cpuPool", (await _workspace.UpAsync()).Succeeded().Steps);
    }

    [Fact]
    public async Task Only_targets_are_changed()
    {
        await UpWith(_ => { });
        _workspace.Write("Main.json", Small.Program(p =>
        {
            p.Obj("resources", "cpuPool", "properties", "autoscaling")!["totalMaxNodeCount"] = 20;
            p.Obj("resources", "network", "properties")!["mtu"] = 1500;
        }));
        var steps = (await _workspace.UpAsync("--target", "**::cpuPool")).Succeeded().Steps;
        Assert.Equal(["same network", "update cpuPool"], steps.Where(s => !s.EndsWith("gcp", StringComparison.Ordinal) && !s.Contains("geofed", StringComparison.Ordinal)));
        (await _workspace.UpAsync("--target", "a", "--exclude", "b")).Failed(2, "cannot specify both");
    }

    [Theory]
    [InlineData("frob", "Property frob does not exist on 'gcp:compute/network:Network'")]
    [InlineData("type", "unable to find resource type \\\"gcp:compute/frob:Frob\\\"")]
    [InlineData("reference", "resource or variable named \\\"nobody\\\" could not be found")]
    [InlineData("option", "unknown option 'protected'")]
    public async Task A_program_that_makes_no_sense_is_told_on_the_stack(string mistake, string text)
    {
        _workspace.Write("Main.json", Small.Program(p =>
        {
            var network = p.Obj("resources", "network")!;
            if (mistake == "type")
                network["type"] = "gcp:compute/frob:Frob";
            else if (mistake == "option")
                network["options"] = new JsonObject { ["protected"] = true };
            else
                network.Obj("properties")![mistake == "frob" ? "frob" : "description"] = mistake == "frob" ? "x" : "${nobody.id}";
        }));
        var run = (await _workspace.UpAsync()).Failed(1, text);
        Assert.EndsWith("::geofed-member-euw4-a", run.Bodies("diagnosticEvent").First().Str("urn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_may_ask_for_a_newer_CLI()
    {
        _workspace.Write("Pulumi.yaml", "name: geofed-member\nruntime: yaml\nrequiredPulumiVersion: \">=3.300.0\"\n");
        (await _workspace.UpAsync()).Failed(2, "does not satisfy the version range");
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("autopilot")]
    public async Task The_programs_of_the_contract_run(string name)
    {
        File.Delete(Path.Combine(_workspace.Folder, "Main.json"));
        _workspace.Write("Pulumi.yaml", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Programs", name + ".yaml")));
        var run = (await _workspace.UpAsync()).Succeeded();
        var cluster = _workspace.Checkpoint.Objects("resources").Single(r => r.Str("type") == "gcp:container/cluster:Cluster");
        Assert.Equal(run.Steps.Count, run.Bodies("summaryEvent").Single().Int("resourceChanges", "create"));
        Assert.Equal(_workspace.Checkpoint["resources"]![0].Str("outputs", "endpoint"), cluster.Str("outputs", "endpoint"));
        (await _workspace.DestroyAsync()).Failed(1, "because it is protected");
    }
}
