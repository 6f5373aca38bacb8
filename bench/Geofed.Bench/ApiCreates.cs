using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Geofed.Bench;

/// <summary>Creates a second, each on the disk when it is acknowledged, by one client and by many; against SQLite that commits the same inserts one by one.</summary>
internal static class ApiCreates
{
    private const int Times = 3000;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var api = await ServedProcess.ApiAsync(ct).ConfigureAwait(false);
        await using (api.ConfigureAwait(false))
        {
            await ConfigMaps.CreateAsync(api, 1000, 64, 1_000_000, ct).ConfigureAwait(false);
            var many = await ConfigMaps.CreateAsync(api, Times, 64, 0, ct).ConfigureAwait(false);
            var one = await ConfigMaps.CreateAsync(api, Times / 4, 1, 2_000_000, ct).ConfigureAwait(false);
            var alone = Inserts();
            return [new("api: creates, 64 at once", many, "/s", "SQLite's inserts alone", alone), new("api: creates, one after the other", one, "/s", "SQLite's inserts alone", alone)];
        }
    }

    private static double Inserts()
    {
        var folder = Directory.CreateTempSubdirectory("geofed-bench-");
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "alone.db")};Pooling=False");
        connection.Open();
        Run("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE objects(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO objects VALUES ($key, $value)";
        var (key, value) = (insert.Parameters.Add("$key", SqliteType.Text), insert.Parameters.Add("$value", SqliteType.Blob));
        var rate = ServedProcess.RateAsync(Times, 1, i =>
        {
            (key.Value, value.Value) = (i.ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(ConfigMaps.Json(i)));
            insert.ExecuteNonQuery();
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
        connection.Dispose();
        folder.Delete(recursive: true);
        return rate;

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
