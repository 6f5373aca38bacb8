using System.Globalization;
using Geofed.Client;

namespace Geofed.Server;

/// <summary>The server's log file: one line an entry, no secrets; started afresh when it has grown to 4 MiB.</summary>
internal sealed class ServerLog(string path, TimeProvider time)
{
    private const long Limit = 4 * 1024 * 1024;
    private readonly Lock _gate = new();

    public void Write(string text)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {text}\n");
        lock (_gate)
        {
            try
            {
                Append(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk, or a home that can only be read, stops nobody who has something to tell.
                Console.Error.Write(line);
            }
        }
    }

    private void Append(string line)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (Directory.Exists(Path.GetDirectoryName(folder))) // A home that was deleted is not made anew.
            PrivateFile.CreateFolder(folder);
        var full = File.Exists(path) && new FileInfo(path).Length > Limit;
        using var file = new FileStream(path, PrivateFile.Options(full ? FileMode.Create : FileMode.Append, FileShare.Read));
        file.Write(System.Text.Encoding.UTF8.GetBytes(line));
    }
}
