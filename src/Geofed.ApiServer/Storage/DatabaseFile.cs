using Microsoft.Data.Sqlite;

namespace Geofed.ApiServer.Storage;

/// <summary>How the SQLite file is opened: for writing, or, where nothing may be written, as what it holds now, in memory.</summary>
internal static class DatabaseFile
{
    // Exclusive: a second server on the same file is refused at once instead of overwriting this one's work.
    public static SqliteConnection OpenForWriting(string path) =>
        Connect(path, SqliteOpenMode.ReadWriteCreate, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-2000;");

    /// <summary>Takes no writes, and does not hear of any.</summary>
    /// <exception cref="SqliteException">It is in use, or is no database.</exception>
    public static SqliteConnection OpenForReading(string path)
    {
        RefuseIfInUse(path);
        return Load(path);
    }

    /// <summary>A lock of this file's cannot be had where it may not be written to, but seen: somebody else may reach it in another way.</summary>
    private static void RefuseIfInUse(string path)
    {
        try
        {
            Connect(path, SqliteOpenMode.ReadOnly, "SELECT count(*) FROM sqlite_master").Dispose();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is DatabaseFailures.ReadOnly or DatabaseFailures.CannotOpen or DatabaseFailures.Fails)
        {
            // Not locked: it lacks the files that SQLite would make beside it.
        }
    }

    /// <summary>
    /// A database of this mode cannot be read without files beside it that may be written (sqlite.org/wal.html#readonly), but "immutable"; then
    /// SQLite overlooks its log, which after a kill has acknowledged writes. So where there is one, both are copied to where that can be done.
    /// </summary>
    private static SqliteConnection Load(string path)
    {
        if (!File.Exists(path + "-wal") || new FileInfo(path + "-wal").Length == 0)
            return InMemory($"{new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1");
        var folder = Directory.CreateTempSubdirectory("geofed-read-only-");
        try
        {
            var copy = Path.Combine(folder.FullName, "geofed.db");
            Copy(path, copy);
            Copy(path + "-wal", copy + "-wal");
            return InMemory(copy);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Not its permissions, which may be to read only.</summary>
    private static void Copy(string from, string to)
    {
        using var source = File.OpenRead(from);
        using var target = File.Create(to);
        source.CopyTo(target);
    }

    private static SqliteConnection InMemory(string source)
    {
        using var file = Connect(source, SqliteOpenMode.ReadWrite, "SELECT count(*) FROM sqlite_master");
        var memory = Connect(":memory:", SqliteOpenMode.ReadWriteCreate, "");
        file.BackupDatabase(memory);
        Run(memory, "PRAGMA query_only=ON");
        return memory;
    }

    private static SqliteConnection Connect(string source, SqliteOpenMode mode, string first)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            Run(connection, first);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
