using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Queueing;

/// <summary>A Job that is whole in one cluster never runs twice.</summary>
public class OnlyCopyTests
{
    [Fact]
    public async Task AJobOfALostMemberStartsElsewhereOnlyWhenItIsKnownToRunNoLonger()
    {
        await using var test = await StartedAsync();
        test.Faults["a"].Fault = Fault.Refuse;
        var waiting = await test.UntilWaitingAsync("train", "1");
        Assert.Contains("which does not answer, may still run", waiting.Condition("Scheduled").Str("message"), StringComparison.Ordinal);
        Assert.False(await test.Member("b").IsThereAsync(PlayedJobs.Job("train")));

        await test.TaintAsync("a", GeofedMarks.OutOfService);
        await test.UntilInAsync("train", "b");
        await test.RunAsync("b", "train", 4);
        // What was left there goes when the member is found again.
        test.Faults["a"].Fault = Fault.None;
        await test.Member("a").UntilGoneAsync(PlayedJobs.Job("train"), test.Log);
        await test.UntilInAsync("train", "b");
    }

    [Fact]
    public async Task AJobOfALostMemberGoesOnThereWhenItIsFoundAgain()
    {
        await using var test = await StartedAsync();
        var copy = await test.Member("a").GetAsync(PlayedJobs.Job("train"), default);
        test.Faults["a"].Fault = Fault.Refuse;
        await test.UntilWaitingAsync("train", "1");
        test.Faults["a"].Fault = Fault.None;
        var back = await test.UntilInAsync("train", "a");
        Assert.Null(back.Annotation(GeofedMarks.QueuePosition));
        Assert.Equal(copy.Uid(), (await test.Member("a").GetAsync(PlayedJobs.Job("train"), default)).Uid());
    }

    [Fact]
    public async Task AJobOfAMemberThatHasLeftTheFederationStartsElsewhere()
    {
        await using var test = await StartedAsync();
        test.Faults["a"].Fault = Fault.Refuse;
        await test.UntilWaitingAsync("train", "1");
        await test.Api.DeleteAsync(new(KarmadaApi.Clusters, null, "a"), new(), default);
        await test.Api.PatchAsync(new(KarmadaApi.Clusters, null, "a"), PatchKind.Merge, Documents.Parse("""{ "metadata": { "finalizers": null } }"""), new(), default);
        await test.UntilInAsync("train", "b");
    }

    [Fact]
    public async Task AMemberThatIsDrainedStopsItsJobBeforeItStartsElsewhere()
    {
        await using var test = await StartedAsync();
        await test.TaintAsync("a", "maintenance");
        await AssertStopsFirstAsync(test);
    }

    [Fact]
    public async Task AJobThatIsPlacedAnewIsStoppedFirst()
    {
        await using var test = await StartedAsync();
        await test.Api.PatchAsync(new(KarmadaApi.PropagationPolicies, "default", "train"), PatchKind.Merge,
            Documents.Parse("""{ "spec": { "placement": { "clusterAffinity": { "clusterNames": [ "b" ] } } } }"""), new(), default);
        await AssertStopsFirstAsync(test);
    }

    [Fact]
    public async Task AJobThatHasEndedDoesNotBeginAgainElsewhere()
    {
        await using var test = await StartedAsync();
        await test.EndAsync("a", "train");
        await test.Api.UntilAsync(PlayedJobs.Job("train"), j => j.IsTrue("Complete"), test.Log);
        await test.TaintAsync("a", "maintenance");
        // Another one shows that the taint has been dealt with.
        await test.PublishJobAsync("other", 4);
        await test.UntilInAsync("other", "b");
        var binding = await test.Api.GetAsync(PlayedJobs.Binding("train"), default);
        Assert.Equal(["a"], binding.Objects("spec", "clusters").Select(t => t.Str("name")));
    }

    /// <summary>While its former pod is there, the Job does not come to b, which has room.</summary>
    private static async Task AssertStopsFirstAsync(TestFederation test)
    {
        var waiting = await test.Api.UntilAsync(PlayedJobs.Binding("train"), b => b.Condition("Scheduled").Str("message")?.Contains("former pods in a", StringComparison.Ordinal) == true, test.Log);
        Assert.Empty(waiting.Objects("spec", "clusters"));
        Assert.False(await test.Member("b").IsThereAsync(PlayedJobs.Job("train")));
        await test.StopAsync("a", "train");
        await test.UntilInAsync("train", "b");
    }

    /// <summary>A Job that runs in member a, and has room in b.</summary>
    private static async Task<TestFederation> StartedAsync()
    {
        var test = await TestFederation.StartAsync("a", "b");
        await test.AddNodeAsync("a", 4);
        await test.PublishJobAsync("train", 4);
        await test.RunAsync("a", "train", 4);
        await test.AddNodeAsync("b", 4);
        await test.UntilInAsync("train", "a");
        await test.Api.UntilAsync(PlayedJobs.Binding("train"), b => b.IsTrue("FullyApplied"), test.Log);
        return test;
    }
}
