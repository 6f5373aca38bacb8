using System.Text;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Tests.Pulumi;

public class EventStreamTests
{
    [Theory]
    [InlineData("create", 11, "create", 4)]
    [InlineData("update", 8, "update", 1)]
    [InlineData("destroy", 10, "delete", 4)]
    public void A_stream_ends_with_a_summary_of_what_was_done(string name, int events, string operation, int resources)
    {
        var (heard, stream) = GoldenEvents.Stream(GoldenEvents.Read(name));
        // The prelude, which says nothing that is needed, is not told.
        Assert.Equal(events - (name == "create" ? 1 : 0), heard.Count);
        Assert.True(stream.IsComplete);
        Assert.Equal(("succeeded", resources), (stream.Progress.Summary!.Result, stream.Progress.Summary.Changes[operation]));
        Assert.Empty(stream.Progress.Running);
        Assert.Equal(resources, stream.Progress.Done);
        Assert.Empty(stream.Progress.Failures);
    }

    [Fact]
    public void A_failure_is_told_of_its_resource_with_its_reason()
    {
        var failure = Assert.Single(GoldenEvents.Stream(GoldenEvents.Read("failed")).Stream.Progress.Failures);
        Assert.Equal(("NodePool 'gpuPool'", "create", true), (failure.Urn.ToString(), failure.Operation, failure.StatusUnknown));
        Assert.Contains("NVIDIA_L4_GPUS", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_says_which_property_and_how()
    {
        var step = GoldenEvents.Stream(GoldenEvents.Read("update")).Events.OfType<ResourcePreEvent>().Single(e => e.Step.Operation == "update").Step;
        Assert.Equal("update autoscaling.totalMaxNodeCount", Assert.Single(step.Changes).ToString());
        Assert.Equal(("gcp:container/nodePool:NodePool", "cpuPool", "NodePool"), (step.Urn.Type, step.Urn.Name, step.Urn.Kind));
    }

    [Fact]
    public void Pieces_may_end_anywhere()
    {
        var whole = GoldenEvents.Read("failed");
        var expected = GoldenEvents.Stream(whole).Events.Select(e => e.ToString()).ToList();
        for (var at = 0; at <= whole.Length; at++)
            Assert.Equal(expected.Count, GoldenEvents.Stream(whole[..at], whole[at..]).Events.Count);
        Assert.Equal(expected, GoldenEvents.Stream([.. whole.Select(b => new[] { b })]).Events.Select(e => e.ToString()));
    }

    [Fact]
    public void A_last_line_without_an_end_counts() =>
        Assert.True(GoldenEvents.Stream(Encoding.UTF8.GetBytes("""{"sequence":1,"timestamp":2,"cancelEvent":{}}""")).Stream.IsComplete);

    [Fact]
    public void What_is_not_known_is_passed_over_and_what_is_no_event_is_a_warning()
    {
        var (heard, stream) = GoldenEvents.Stream(Encoding.UTF8.GetBytes("""
            {"sequence":1,"timestamp":2,"holographEvent":{"x":1}}
            {"sequence":2,"timestamp":2,"resourcePreEvent":{"metadata":{}}}
            {"sequence":3,"timestamp":2,"futureKey":7,"stdoutEvent":{"message":"hello","shape":[]}}

            panic: something
            ["no", "object"]
            {"sequence":4,"timestamp":2,"cancelEvent":{}}
            """));
        Assert.Equal([typeof(StdoutEvent), typeof(DiagnosticEvent), typeof(DiagnosticEvent), typeof(CancelEvent)], heard.Select(e => e.GetType()));
        Assert.Equal(2, stream.Progress.Warnings.Count);
        Assert.Contains("panic: something", stream.Progress.Warnings[0], StringComparison.Ordinal);
        Assert.True(stream.IsComplete);
    }

    [Fact]
    public void Colours_are_taken_out_of_messages()
    {
        var (heard, _) = GoldenEvents.Stream(Encoding.UTF8.GetBytes("""{"sequence":1,"timestamp":2,"diagnosticEvent":{"message":"<{%fg 1%}>error: <{%reset%}>no\n","severity":"error","color":"raw"}}"""));
        Assert.Equal("error: no", Assert.IsType<DiagnosticEvent>(heard.Single()).Message);
    }

    [Fact]
    public void Secrets_of_resources_are_not_kept() =>
        Assert.DoesNotContain(GoldenEvents.Stream(GoldenEvents.Read("create")).Events, e => e.ToString().Contains("ciphertext", StringComparison.Ordinal));

    [Theory]
    [InlineData("urn:pulumi:west::p::gcp:container/cluster:Cluster::west", "gcp:container/cluster:Cluster", "west")]
    [InlineData("urn:pulumi:west::p::my:c:Comp$gcp:container/cluster:Cluster::a::b", "gcp:container/cluster:Cluster", "a::b")]
    [InlineData("something", "", "something")]
    public void A_URN_tells_type_and_name(string urn, string type, string name) => Assert.Equal((type, name), (new Urn(urn).Type, new Urn(urn).Name));
}
