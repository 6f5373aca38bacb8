using Geofed.Model;
using Microsoft.Data.Sqlite;

namespace Geofed.ApiServer.Storage;

/// <summary>The SQLite file. Used by one thread at a time. An acknowledged transaction is on the disk (WAL, synchronous=FULL).</summary>
internal sealed class Database : IDisposable
{
    private const int SchemaVersion = 1;
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private WriteStatements? _writes;

    private Database(string path, SqliteConnection connection, bool isReadOnly) => (_path, _connection, IsReadOnly) = (path, connection, isReadOnly);

    /// <summary>Nothing may be written where it is: it holds what was there when it was opened, and takes no writes.</summary>
    public bool IsReadOnly { get; }

    /// <summary>Opens the file, making it where there is none. One that may not be written to is opened for reading.</summary>
    /// <exception cref="KubeApiException">The file is in use, unreadable, no database, or written by a newer version.</exception>
    public static Database Open(string path)
    {
        try
        {
            try
            {
                return Prepared(new(path, DatabaseFile.OpenForWriting(path), isReadOnly: false));
            }
            catch (SqliteException e) when (e.SqliteErrorCode is DatabaseFailures.ReadOnly or DatabaseFailures.CannotOpen or DatabaseFailures.Fails && File.Exists(path))
            {
                return Prepared(new(path, DatabaseFile.OpenForReading(path), isReadOnly: true));
            }
        }
        catch (SqliteException e)
        {
            throw DatabaseFailures.Explain(e, path, isReadOnly: false);
        }
    }

    private static Database Prepared(Database database)
    {
        try
        {
            database.CheckVersion();
            if (!database.IsReadOnly)
                database.Migrate();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public IEnumerable<(string Resource, Entry Entry)> Load(string api)
    {
        using var command = Command("SELECT resource, key, revision, value FROM objects WHERE api = $api");
        command.Parameters.AddWithValue("$api", api);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (reader.GetString(0), new(reader.GetString(1), reader.GetInt64(2), (byte[])reader[3]));
    }

    public long Revision(string api)
    {
        using var command = Command("SELECT revision FROM apis WHERE name = $api");
        command.Parameters.AddWithValue("$api", api);
        return command.ExecuteScalar() is long revision ? revision : 0;
    }

    public void Drop(string api)
    {
        try
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var sql in (string[])["DELETE FROM objects WHERE api = $api", "DELETE FROM apis WHERE name = $api"])
            {
                using var command = Command(sql);
                command.Parameters.AddWithValue("$api", api);
                command.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        catch (SqliteException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>Writes all, or throws and writes none.</summary>
    public void Commit(IReadOnlyCollection<PendingWrite> writes)
    {
        try
        {
            (_writes ??= new(_connection)).Run(writes);
        }
        catch (SqliteException e)
        {
            throw Explain(e);
        }
    }

    public bool Backup(string path)
    {
        try
        {
            using var command = Command("VACUUM INTO $path");
            command.Parameters.AddWithValue("$path", path);
            command.ExecuteNonQuery();
            return true;
        }
        catch (SqliteException e)
        {
            throw new KubeApiException(500, "InternalError", $"The database {_path} cannot be copied to {path}: {e.Message}. The file must not be there yet, and its folder must have room for it.");
        }
    }

    public bool Compact()
    {
        try
        {
            Run("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
            return true;
        }
        catch (SqliteException e)
        {
            throw Explain(e);
        }
    }

    public void Dispose()
    {
        _writes?.Dispose();
        _connection.Dispose();
    }

    private void CheckVersion()
    {
        using var version = Command("PRAGMA user_version");
        var found = (long)version.ExecuteScalar()!;
        if (found > SchemaVersion)
            throw new KubeApiException(500, "InternalError", $"The database {_path} was written by a newer version of Geofed (schema {found}, this one knows {SchemaVersion}). Use that version.");
        if (found < SchemaVersion && IsReadOnly)
            throw new KubeApiException(500, "InternalError", $"The database {_path} was not set up to its end or is an older version's, and it is read-only. Make it and its folder writable, and start the server again.");
    }

    private void Migrate() => Run($"""
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS apis(name TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS objects(api TEXT, resource TEXT, key TEXT, revision INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (api, resource, key)) WITHOUT ROWID;
        PRAGMA user_version = {SchemaVersion};
        COMMIT;
        """);

    private KubeApiException Explain(SqliteException e) => DatabaseFailures.Explain(e, _path, IsReadOnly);

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }
}
