using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>The lock of a stack: a file of its own for each process that changes it. A killed process leaves its file.</summary>
internal sealed class StackLock : IDisposable
{
    private readonly string _path;

    private StackLock(string path) => _path = path;

    /// <exception cref="CliException">Another process has it; the text says who, and since when (contract 1.7).</exception>
    public static StackLock Take(FileBackend backend, StackReference stack, TimeProvider time)
    {
        var folder = backend.LockFolder(stack);
        Check(folder, null);
        var path = Path.Combine(folder, Guid.NewGuid().ToString() + ".json");
        PrivateFile.Write(path, new JsonObject
        {
            ["pid"] = Environment.ProcessId,
            ["username"] = Environment.UserName,
            ["hostname"] = Environment.MachineName,
            ["timestamp"] = time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        }.ToText());
        try
        {
            // Two may have looked at the same time: then both give up, as the CLI does.
            Check(folder, path);
        }
        catch (CliException)
        {
            File.Delete(path);
            throw;
        }
        return new(path);
    }

    /// <summary>Deletes all locks of a stack, whoever has them: what <c>pulumi cancel</c> does here.</summary>
    public static void Break(FileBackend backend, StackReference stack)
    {
        if (Directory.Exists(backend.LockFolder(stack)))
            Directory.Delete(backend.LockFolder(stack), recursive: true);
    }

    // The file may be gone: `pulumi cancel` asks nobody.
    public void Dispose()
    {
        if (File.Exists(_path))
            File.Delete(_path);
    }

    private static void Check(string folder, string? own)
    {
        if (!Directory.Exists(folder))
            return;
        var others = Directory.GetFiles(folder, "*.json").Where(f => f != own).Select(f => Describe(f)).OfType<string>().ToList();
        if (others.Count > 0)
        {
            throw new CliException(
                $"the stack is currently locked by {others.Count} lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.\n  {string.Join("\n  ", others)}");
        }
    }

    private static string? Describe(string file)
    {
        try
        {
            var held = JsonDocuments.ParseObject(File.ReadAllBytes(file));
            var since = DateTimeOffset.Parse(held.Str("timestamp")!, CultureInfo.InvariantCulture).UtcDateTime;
            return $"file://{file}: created by {held.Str("username")}@{held.Str("hostname")} (pid {held.Int("pid")}) at {since.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
