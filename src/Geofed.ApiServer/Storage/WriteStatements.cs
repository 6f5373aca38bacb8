using Microsoft.Data.Sqlite;

namespace Geofed.ApiServer.Storage;

/// <summary>The statements of a transaction of writes. SQLite makes them ready once, not for every transaction.</summary>
internal sealed class WriteStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _remove;
    private readonly SqliteCommand _revision;

    public WriteStatements(SqliteConnection connection)
    {
        _connection = connection;
        _put = Command("INSERT INTO objects(api, resource, key, revision, value) VALUES ($api, $resource, $key, $revision, $value) ON CONFLICT DO UPDATE SET revision = excluded.revision, value = excluded.value", "$api", "$resource", "$key", "$revision", "$value");
        _remove = Command("DELETE FROM objects WHERE api = $api AND resource = $resource AND key = $key", "$api", "$resource", "$key");
        _revision = Command("INSERT INTO apis(name, revision) VALUES ($api, $revision) ON CONFLICT DO UPDATE SET revision = excluded.revision", "$api", "$revision");
    }

    /// <summary>Writes all, or throws and writes none.</summary>
    public void Run(IReadOnlyCollection<PendingWrite> writes)
    {
        using var transaction = _connection.BeginTransaction();
        _put.Transaction = _remove.Transaction = _revision.Transaction = transaction;
        foreach (var (partition, change, _) in writes)
        {
            if (change.New is { } entry)
                Run(_put, partition.Name, change.Resource, change.Key, entry.Revision, entry.Json);
            else
                Run(_remove, partition.Name, change.Resource, change.Key);
        }
        foreach (var group in writes.GroupBy(w => w.Partition.Name))
            Run(_revision, group.Key, group.Max(w => w.Change.Revision));
        transaction.Commit();
    }

    public void Dispose()
    {
        _put.Dispose();
        _remove.Dispose();
        _revision.Dispose();
    }

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}
