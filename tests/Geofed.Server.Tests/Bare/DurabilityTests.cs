using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Server.Tests.Bare;

/// <summary>What is on the disk after a kill, when the end of its log is torn, and when the disk takes no more.</summary>
public sealed class DurabilityTests
{
    private static readonly ResourceCollection ConfigMaps = new(new("", "v1", "configmaps"), "default");

    [Fact]
    public async Task Every_acknowledged_write_of_many_writers_is_there_after_a_kill()
    {
        await using var bare = await BareProcess.StartedAsync();
        var acknowledged = new ConcurrentBag<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var api = bare.Client();
        var writers = Enumerable.Range(0, 32).Select(WriteAsync).ToList();
        await enough.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await bare.KillAsync();
        await Task.WhenAll(writers);

        await bare.StartAsync();
        var found = await NamesAsync(bare);
        Assert.DoesNotContain(acknowledged, name => !found.Contains(name));

        async Task WriteAsync(int writer)
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"w{writer}-{i}");
                    await api.CreateAsync(ConfigMaps, ConfigMap(name), new(), default);
                    acknowledged.Add(name);
                    if (acknowledged.Count >= 500)
                        enough.TrySetResult();
                }
            }
            catch (Exception e) when (e is ClusterUnreachableException or KubeApiException)
            {
                // The server is gone.
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_torn_last_write_is_dropped_and_those_before_it_stay(bool isOverwritten)
    {
        await using var bare = await BareProcess.StartedAsync();
        using (var api = bare.Client())
        {
            await api.CreateAsync(ConfigMaps, ConfigMap("first"), new(), default);
            await api.CreateAsync(ConfigMaps, ConfigMap("last"), new(), default);
        }
        await bare.KillAsync();
        await using (var log = new FileStream(bare.Database + "-wal", FileMode.Open))
        {
            if (isOverwritten)
            {
                log.Position = log.Length - 100;
                await log.WriteAsync(new byte[100]);
            }
            else
                log.SetLength(log.Length - 100);
        }

        await bare.StartAsync();
        var found = await NamesAsync(bare);
        Assert.Contains("first", found);
        Assert.DoesNotContain("last", found);
        using var again = bare.Client();
        await again.CreateAsync(ConfigMaps, ConfigMap("last"), new(), default);
    }

    [BoundedFileFact]
    public async Task A_disk_that_takes_no_more_refuses_writes_in_words_serves_reads_and_recovers()
    {
        await using var bare = new BareProcess();
        await bare.StartAsync(fileLimit: 4096);
        using var api = bare.Client();
        KubeApiException? refusal = null;
        var kept = new List<string>();
        for (var i = 0; i < 1000 && refusal is null; i++)
        {
            try
            {
                kept.Add((await api.CreateAsync(ConfigMaps, ConfigMap($"c{i}", new('x', 100_000)), new(), default)).Name());
            }
            catch (KubeApiException e)
            {
                refusal = e;
            }
        }
        Assert.InRange(refusal!.Code, 500, 599);
        Assert.Contains("nothing was written", refusal.Message, StringComparison.Ordinal);
        Assert.Superset(kept.ToHashSet(), await NamesAsync(bare));
        Assert.DoesNotContain($"c{kept.Count}", await NamesAsync(bare));
        await bare.LiftFileLimitAsync();
        await api.CreateAsync(ConfigMaps, ConfigMap("after"), new(), default);
        await bare.KillAsync();
        await bare.StartAsync();
        Assert.Superset(kept.Append("after").ToHashSet(), await NamesAsync(bare));
    }

    private static async Task<HashSet<string>> NamesAsync(BareProcess bare)
    {
        using var api = bare.Client();
        return [.. (await api.ListAsync(ConfigMaps, ListOptions.All, default)).Items.Select(o => o.Name())];
    }

    private static JsonObject ConfigMap(string name, string value = "1") => new() { ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = new JsonObject { ["k"] = value } };
}
