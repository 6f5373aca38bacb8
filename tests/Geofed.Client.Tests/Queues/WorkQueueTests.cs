using Microsoft.Extensions.Time.Testing;

namespace Geofed.Client.Tests.Queues;

public class WorkQueueTests
{
    [Fact]
    public async Task TheKeyOfHighestPriorityIsTakenFirstAndOfEqualOnesTheFirst()
    {
        var queue = new WorkQueue<string>(TimeProvider.System, key => key[0] - '0');
        foreach (var key in new[] { "1a", "3b", "2c", "3d" })
            queue.Add(key);
        var taken = new List<string>();
        for (var i = 0; i < 4; i++)
            taken.Add(await queue.TakeAsync(default));
        Assert.Equal(["3b", "3d", "2c", "1a"], taken);
    }

    [Fact]
    public async Task AKeyIsReadyAtItsMomentHoweverLateItIsAdded()
    {
        var time = new FakeTimeProvider();
        var queue = new WorkQueue<string>(time);
        var due = time.GetUtcNow().AddSeconds(100);
        time.Advance(TimeSpan.FromSeconds(60));
        queue.AddAt("later", due);
        var taken = queue.TakeAsync(default);
        Assert.False(taken.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal("later", await taken);
        queue.AddAt("past", due);
        Assert.Equal("past", await queue.TakeAsync(default));
    }
}
