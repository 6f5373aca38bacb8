using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Tests.Pulumi;

public class StackProgressTests
{
    private static readonly StackPreview Preview = new([], new Dictionary<string, int> { ["create"] = 4, ["same"] = 2 }, []);

    [Fact]
    public void What_runs_is_told_with_since_when_and_how_much_is_left()
    {
        var events = GoldenEvents.Stream(GoldenEvents.Read("create")).Events;
        var begun = events.Take(4).Aggregate(StackProgress.Empty.Expecting(Preview), (p, e) => p.Add(e));
        Assert.Equal(new(new("urn:pulumi:euw4-a::geofed-member::gcp:compute/network:Network::network"), "create", DateTimeOffset.FromUnixTimeSeconds(1767225603)), Assert.Single(begun.Running));
        Assert.Equal((1, 4, 3), (begun.Done, begun.Total, begun.Left));
        var end = events.Aggregate(StackProgress.Empty.Expecting(Preview), (p, e) => p.Add(e));
        Assert.Equal((4, 0), (end.Done, end.Left));
    }

    [Fact]
    public void The_stack_itself_is_not_told_as_running()
    {
        var start = GoldenEvents.Stream(GoldenEvents.Read("create")).Events.Take(1).Aggregate(StackProgress.Empty, (p, e) => p.Add(e));
        Assert.Empty(start.Running);
    }

    [Fact]
    public void A_replacement_counts_once()
    {
        var urn = new Urn("urn:pulumi:s::p::gcp:container/nodePool:NodePool::gpu");
        var progress = new[] { ("create-replacement", false), ("replace", true), ("delete-replaced", false) }
            .Select(s => new ResourceStep(s.Item1, urn, urn.Type, s.Item2, [], [], null))
            .Aggregate(StackProgress.Empty, (p, step) => p.Add(new ResourcePreEvent(0, default, step, false)).Add(new ResourceOutputsEvent(0, default, step, false)));
        Assert.Equal(1, progress.Done);
    }

    [Fact]
    public void A_refresh_that_finds_nothing_new_is_done_all_the_same()
    {
        var urn = new Urn("urn:pulumi:s::p::gcp:container/cluster:Cluster::c");
        var progress = StackProgress.Empty
            .Add(new ResourcePreEvent(0, default, new("refresh", urn, urn.Type, true, [], [], null), false))
            .Add(new ResourceOutputsEvent(0, default, new("same", urn, urn.Type, true, [], [], null), false));
        Assert.Equal((1, 0), (progress.Done, progress.Running.Count));
    }

    [Fact]
    public void Downloads_are_there_until_they_are_done()
    {
        var going = StackProgress.Empty.Add(new ProgressEvent(0, default, "plugin-download", "gcp", "gcp", 10, 100, false));
        Assert.Equal(10, Assert.Single(going.Downloads.Values).Received);
        Assert.Empty(going.Add(new ProgressEvent(0, default, "plugin-download", "gcp", "gcp", 100, 100, true)).Downloads);
    }

    [Fact]
    public void A_mandatory_policy_is_an_error_and_others_are_warnings()
    {
        var progress = StackProgress.Empty
            .Add(new PolicyEvent(0, default, null, "no-public", "mandatory", "public endpoint"))
            .Add(new PolicyEvent(0, default, null, "labels", "advisory", "no cost label"));
        Assert.Equal(["Policy no-public: public endpoint"], progress.Errors);
        Assert.Equal(["Policy labels: no cost label"], progress.Warnings);
    }
}
