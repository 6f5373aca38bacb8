using Geofed.ApiServer.Storage;
using Geofed.ApiServer.Tests.Rest;
using Geofed.Model;
using Microsoft.Data.Sqlite;

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
    public async Task A_copy_made_among_writers_holds_all_that_was_acknowledged_before()
    {
        var folder = Directory.CreateTempSubdirectory("geofed-backup-");
        await using (var test = await TestApi.OpenAsync())
        {
            var writes = Enumerable.Range(0, 200).Select(i => test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap($"c{i}"), new(), default)).ToList();
            await writes[20];
            var backup = test.Store.BackupAsync(Path.Combine(folder.FullName, "geofed.db"), default);
            var compacted = test.Store.CompactAsync(default);
            await Task.WhenAll([backup, compacted, .. writes]);
            Assert.Equal(200, (await test.Api.ListAsync(TestApi.ConfigMaps, ListOptions.All, default)).Items.Count);
        }
        await using (var restored = await TestApi.OpenAsync(folder))
            Assert.Equal("c20", (await restored.Api.GetAsync(TestApi.ConfigMaps.Named("c20"), default)).Name());
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("PRAGMA user_version = 99", "newer version of Geofed (schema 99, this one knows 1)")]
    [InlineData(null, "is damaged, or no Geofed database")]
    public async Task A_file_that_cannot_be_understood_is_refused_with_the_reason_and_left_alone(string? change, string reason)
    {
        var folder = Directory.CreateTempSubdirectory("geofed-schema-");
        var path = Path.Combine(folder.FullName, "geofed.db");
        await using (await TestApi.OpenAsync(folder))
        {
            // Written by this version.
        }
        if (change is null)
            await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("no database at all. ", 500)));
        else
            Change(path, change);
        var before = await File.ReadAllBytesAsync(path);
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => TestApi.OpenAsync(folder));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(path));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_of()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("n"), "geofed.db");
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => Store.OpenAsync(path, TimeProvider.System, default));
        Assert.Contains("Check that its folder exists and may be written to", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A write that is found again among those of its transaction must be, whoever reads its object meanwhile: else it is on the disk and told to have failed.</summary>
    [Fact]
    public void A_write_stays_the_same_while_its_object_is_read()
    {
        var (before, after) = (new Entry("a", 1, "{}"u8.ToArray()), new Entry("a", 2, "{}"u8.ToArray()));
        var change = new Change("configmaps", 2, before, after, after.Json);
        var known = new HashSet<Change> { change };
        Assert.Empty(before.Shared);
        Assert.Empty(after.Shared);
        Assert.Contains(change, known);
    }

    /// <summary>Memory: a cache holds one copy of each object, without the half that nobody looks at, and what it replaced is not held for the history.</summary>
    [Fact]
    public async Task All_who_look_share_one_copy_of_the_newest_version_without_its_managedFields()
    {
        await using var test = await TestApi.OpenAsync();
        await test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap("a"), new("me"), default);
        var partition = await test.Store.PartitionAsync("clusters/a", default);
        var first = partition.Get("/configmaps", "default/a")!;
        var listed = (await test.Api.ListAsync(TestApi.ConfigMaps, ListOptions.All, default)).Items.Single(c => c.Name() == "a");
        Assert.Same(first.Shared, listed);
        Assert.Null(listed.At("metadata", "managedFields"));
        Assert.Equal("1", listed.Str("data", "k"));
        var whole = await test.Api.GetAsync(TestApi.ConfigMaps.Named("a"), default);
        Assert.Equal("me", whole.Objects("metadata", "managedFields").Single().Str("manager"));

        // One who writes what a cache gave takes nobody's fields away.
        var changed = listed.Copy();
        changed["data"]!["k"] = "2";
        await test.Api.ReplaceAsync(TestApi.ConfigMaps.Named("a"), changed, new("other"), default);
        Assert.Equal(["me", "other"], (await test.Api.GetAsync(TestApi.ConfigMaps.Named("a"), default)).Objects("metadata", "managedFields").Select(m => m.Str("manager")).Order());
        Assert.NotSame(first.Shared, first.Shared);
        Assert.Equal("1", first.Shared.Str("data", "k"));
        Assert.Equal("2", partition.Get("/configmaps", "default/a")!.Shared.Str("data", "k"));
    }

    [Fact]
    public async Task A_watcher_that_does_not_read_is_dropped_and_the_others_go_on()
    {
        await using var test = await TestApi.OpenAsync();
        var partition = await test.Store.PartitionAsync("clusters/a", default);
        var (_, slow) = partition.ReadAndWatch("/configmaps");
        await test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap("a"), new(), default);
        for (var i = 0; i < 2100; i += 100)
            await Task.WhenAll(Enumerable.Range(i, 100).Select(n => test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap("c" + n), new(), default)));
        var (_, quick) = partition.ReadAndWatch("/configmaps");
        await test.Api.DeleteAsync(TestApi.ConfigMaps.Named("a"), new(), default);
        Assert.Equal("default/a", (await quick.Changes.ReadAsync()).Key);
        var read = 0;
        await foreach (var _ in slow.Changes.ReadAllAsync())
            read++;
        Assert.Equal(2048, read);
    }

    private static void Change(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
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
