using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble.Tests;

/// <summary>The events of the double have the shape of the sample streams in Events/.</summary>
public class EventStreamTests : IAsyncLifetime
{
    private readonly Workspace _workspace = new();

    public async Task InitializeAsync() => await _workspace.InitAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task Creating_tells_what_the_sample_tells()
    {
        var events = (await _workspace.UpAsync()).Succeeded().Events;
        var sample = Sample("create");
        Assert.Equal(sample.Select(Headline), events.SkipWhile(IsProgress).Select(Headline));
        Assert.Equal(sample.Select(Fields), events.SkipWhile(IsProgress).Select(Fields));
        Assert.Equal(Enumerable.Range(0, events.Count).Select(i => (long?)i), events.Select(e => e.Int("sequence")));
    }

    [Fact]
    public async Task Updating_tells_what_the_sample_tells()
    {
        (await _workspace.UpAsync()).Succeeded();
        _workspace.Write("Main.json", Small.Program(p => p.Obj("resources", "cpuPool", "properties", "autoscaling")!["totalMaxNodeCount"] = 20));
        var events = (await _workspace.UpAsync()).Succeeded().Events;
        // The sample leaves the provider out.
        Assert.Equal(Sample("update").Select(Headline), events.Where(e => !IsOfProvider(e)).Select(Headline));
        var update = events.Select(e => e.Obj("resOutputsEvent", "metadata")).Single(m => m.Str("op") == "update");
        Assert.True(JsonNavigation.Same(JsonNode.Parse("""{"autoscaling.totalMaxNodeCount":{"diffKind":"update","inputDiff":false}}"""), update!["detailedDiff"]));
        Assert.Equal(["autoscaling"], update.Strings("diffs"));
    }

    [Fact]
    public async Task A_failure_tells_what_the_sample_tells()
    {
        _workspace.Write("Main.json", Small.Program(pool: false));
        (await _workspace.UpAsync()).Succeeded();
        _workspace.Write("Main.json", Small.Program());
        _workspace.Fault("quota", "cpuPool");
        var run = (await _workspace.UpAsync()).Failed(1, "Insufficient regional quota");
        static string Kind(JsonObject e) => Headline(e).Replace("gpuPool", "cpuPool", StringComparison.Ordinal);
        Assert.Equal(Sample("failed").Select(Kind), run.Events.Where(e => !IsOfProvider(e) && !Headline(e).EndsWith(" network", StringComparison.Ordinal)).Select(Kind));
        Assert.Equal(Sample("failed").Single(e => e.ContainsKey("resOpFailedEvent")).Int("resOpFailedEvent", "status"), run.Bodies("resOpFailedEvent").Single().Int("status"));
        Assert.Equal(Sample("failed")[3].Str("diagnosticEvent", "message"), run.Diagnostics[0]);
        Assert.True(run.Bodies("summaryEvent").Single().Bool("maybeCorrupt"));
    }

    [Fact]
    public async Task Destroying_tells_what_the_sample_tells()
    {
        (await _workspace.UpAsync()).Succeeded();
        var run = (await _workspace.DestroyAsync()).Succeeded();
        Assert.Equal(Sample("destroy").Select(Headline), run.Events.Select(Headline));
        Assert.Equal(Sample("destroy").Select(Fields), run.Events.Select(Fields));
        Assert.Empty(_workspace.Checkpoint["resources"]!.AsArray());
    }

    [Fact]
    public async Task Colours_are_directives_unless_there_shall_be_none()
    {
        _workspace.Fault("quota", "cpuPool");
        var coloured = await _workspace.RunAsync("up", "--yes", "--skip-preview", "--json", "--stack", Workspace.Stack);
        Assert.Equal("<{%fg 1%}>error: <{%reset%}>", coloured.Bodies("diagnosticEvent").First().Str("prefix"));
        Assert.Equal("error: ", (await _workspace.UpAsync()).Bodies("diagnosticEvent").First().Str("prefix"));
    }

    private static JsonObject[] Sample(string name) => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Events", name + ".jsonl")).Select(line => (JsonObject)JsonNode.Parse(line)!)];

    private static string Headline(JsonObject e)
    {
        var (kind, body) = e.Single(p => p.Key is not ("sequence" or "timestamp"));
        return kind switch
        {
            "summaryEvent" => $"{kind} {string.Join(' ', body.Obj("resourceChanges")!.Where(c => kind.Length > 0).Select(c => c.Key).Where(op => op != "same" || body.Str("result") == "failed"))} {body.Str("result")}",
            "diagnosticEvent" => $"{kind} {body.Str("urn")?.Split("::")[^1]}",
            _ => $"{kind} {body.Str("metadata", "op")} {body.Str("metadata", "urn")?.Split("::")[^1]}",
        };
    }

    /// <summary>The names of fields of an event, of its metadata and of its states, in their order.</summary>
    private static string Fields(JsonObject e)
    {
        var (kind, body) = e.Single(p => p.Key is not ("sequence" or "timestamp"));
        var parts = new[] { body as JsonObject, body.Obj("metadata"), body.Obj("metadata", "old"), body.Obj("metadata", "new") };
        return kind + ": " + string.Join(" | ", parts.Select(o => string.Join(' ', (o ?? []).Select(p => p.Key))));
    }

    private static bool IsProgress(JsonObject e) => e.ContainsKey("progressEvent");

    private static bool IsOfProvider(JsonObject e) => Headline(e).EndsWith(" gcp", StringComparison.Ordinal);
}
