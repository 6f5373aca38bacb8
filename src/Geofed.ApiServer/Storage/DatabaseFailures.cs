using Geofed.Model;
using Microsoft.Data.Sqlite;

namespace Geofed.ApiServer.Storage;

/// <summary>SQLite's failures in words that say what to do (sqlite.org/rescode.html).</summary>
internal static class DatabaseFailures
{
    public const int Busy = 5, Locked = 6, ReadOnly = 8, Fails = 10, Damaged = 11, Full = 13, CannotOpen = 14, NoDatabase = 26;

    public static KubeApiException Explain(SqliteException e, string path, bool isReadOnly) => e.SqliteErrorCode switch
    {
        _ when isReadOnly => new(507, "InternalError", $"The database {path} is served for reading, for it could not be written to when the server started; nothing was written. Make it and its folder writable, and start the server again."),
        Busy or Locked => new(500, "InternalError", $"The database {path} is locked: another Geofed server uses it. Stop that one, or choose another home (GEOFED_HOME)."),
        Full => new(507, "InternalError", $"The disk of the database {path} is full; nothing was written. Free some space and try again."),
        ReadOnly => new(507, "InternalError", $"The database {path} is read-only; nothing was written. Make it and its folder writable and try again."),
        Fails => new(507, "InternalError", $"The disk of the database {path} fails ({e.Message}); nothing was written. Check its space and that it may be written to, and try again."),
        CannotOpen => new(500, "InternalError", $"The database {path} cannot be opened for writing. Check that its folder exists and may be written to."),
        NoDatabase or Damaged => new(500, "InternalError", $"{path} is damaged, or no Geofed database: {e.Message}"),
        _ => new(500, "InternalError", $"The database {path} failed: {e.Message}"),
    };
}
