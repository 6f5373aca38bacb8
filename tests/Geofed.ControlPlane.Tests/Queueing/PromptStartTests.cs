using System.Globalization;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Queueing;

/// <summary>A job that waits starts because room has come, and not because somebody looks now and then.</summary>
public class PromptStartTests
{
    [Fact]
    public async Task ItIsOnItsWayAFewWritesAfterRoomHasComeAndNoTimerHasFired()
    {
        var time = new HaltingTime();
        await using var test = await TestFederation.StartAsync(options => options with { Time = time }, "a");
        await test.AddNodeAsync("a", 4);
        await test.PublishJobAsync("first", 4);
        await test.RunAsync("a", "first", 4);
        await test.PublishJobAsync("next", 4);
        await test.UntilWaitingAsync("next", "1");
        // All that is to be said of it has been said: the event is the last of it, and whoever comes later sees it so.
        await test.Api.UntilAnyAsync(new(new("", "v1", "events"), "default"), e => e.Str("involvedObject", "kind") == "Job" && e.Str("involvedObject", "name") == "next" && e.Str("reason") == "ScheduleBindingFailed");
        await test.PublishJobAsync("last", 4);
        await test.UntilWaitingAsync("last", "2");

        time.Halt();
        var works = new ResourceCollection(KarmadaApi.Works, KarmadaNames.ExecutionNamespace("a"));
        var before = (await test.Api.ListAsync(works, ListOptions.All, default)).ResourceVersion;
        await test.Member("a").PatchAsync(new(CoreResources.Nodes, null, "n", "status"), PatchKind.Merge, Documents.Parse("""{ "status": { "allocatable": { "nvidia.com/gpu": "8" } } }"""), new(), default);
        await test.UntilInAsync("next", "a");
        var work = await test.Api.UntilAsync(works.Named(KarmadaNames.Work("Job", "next", "default")), _ => true, test.Log);

        // Its clusters, their condition, events, the Work; and the status of the node that told of the room.
        var writes = Version(work.ResourceVersion()) - Version(before);
        Assert.InRange(writes, 1, 10);
    }

    private static long Version(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
