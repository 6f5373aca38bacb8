using Geofed.ApiServer.Storage;
using Geofed.ApiServer.Tests.Rest;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Storage;

public class StoreTests
{
    [Fact]
    public async Task A_dropped_api_takes_no_more_writes()
    {
        await using var test = await TestApi.OpenAsync();
        await test.Store.DropAsync("clusters/a");
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap("late"), new(), default));
        Assert.Contains("is gone", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_made_in_use_holds_everything()
    {
        var folder = Directory.CreateTempSubdirectory("geofed-backup-");
        var copy = Path.Combine(folder.FullName, "geofed.db");
        await using (var test = await TestApi.OpenAsync())
        {
            await test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap("a"), new(), default);
            await test.Store.BackupAsync(copy, default);
            await test.Store.CompactAsync(default);
            Assert.Equal("a", (await test.Api.GetAsync(TestApi.ConfigMaps.Named("a"), default)).Name());
            await Assert.ThrowsAsync<KubeApiException>(() => test.Store.BackupAsync(copy, default));
        }
        await using (var restored = await TestApi.OpenAsync(folder))
            Assert.Equal("1", (await restored.Api.GetAsync(TestApi.ConfigMaps.Named("a"), default)).Str("data", "k"));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_history_shows_a_resource_as_it_was()
    {
        await using var test = await TestApi.OpenAsync();
        var first = await test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap("a"), new(), default);
        await test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap("b"), new(), default);
        await test.Api.DeleteAsync(TestApi.ConfigMaps.Named("a"), new(), default);
        var partition = await test.Store.PartitionAsync("clusters/a", default);
        var then = partition.ReadAt("/configmaps", long.Parse(first.ResourceVersion(), System.Globalization.CultureInfo.InvariantCulture))!.Value;
        Assert.Equal("default/a", Assert.Single(then.Entries).Key);
        Assert.Null(partition.ReadAt("/configmaps", 0));
    }
}
