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
}
