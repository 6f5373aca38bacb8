namespace Geofed.Client;

/// <summary>The lock by which there is never more than one server for a home. The system lets go of it when the process ends, however it ends.</summary>
public sealed class ServerLock : IDisposable
{
    private readonly FileStream _file;

    private ServerLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null when another process has it.</summary>
    public static ServerLock? TryTake(string path)
    {
        PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        try
        {
            return new(new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate)));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>True when a process has the lock.</summary>
    public static bool IsTaken(string path)
    {
        if (!File.Exists(path))
            return false;
        using var probe = TryTake(path);
        return probe is null;
    }

    public void Dispose() => _file.Dispose();
}
