namespace Geofed.Client;

/// <summary>The lock by which there is never more than one server for a home. The system lets go of it when the process ends, however it ends.</summary>
public sealed class ServerLock : IDisposable
{
    private readonly FileStream _file;

    private ServerLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null when another process has it. Where nothing may be written, the file must be there: then it can be held for reading.</summary>
    /// <exception cref="IOException">It is not there and cannot be made.</exception>
    public static ServerLock? TryTake(string path)
    {
        PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        try
        {
            return TryOpen(path, PrivateFile.Options(FileMode.OpenOrCreate));
        }
        catch (FileNotFoundException e)
        {
            throw new IOException($"Nothing can be written in {Path.GetDirectoryName(path)}, and no server has used it yet. Make it writable, or choose another home (GEOFED_HOME).", e);
        }
    }

    /// <summary>Takes the lock without making its file, so that a folder that was deleted stays so; null when another process has it, or it is not there.</summary>
    public static ServerLock? TryTakeExisting(string path)
    {
        try
        {
            return TryOpen(path, new() { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None });
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>True when a process has the lock.</summary>
    public static bool IsTaken(string path)
    {
        using var probe = TryTakeExisting(path);
        return probe is null && File.Exists(path);
    }

    public void Dispose() => _file.Dispose();

    private static ServerLock? TryOpen(string path, FileStreamOptions options)
    {
        try
        {
            return new(new FileStream(path, options));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return TryHold(path);
        }
    }

    private static ServerLock? TryHold(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None));
        }
        catch (IOException e) when (e is not FileNotFoundException)
        {
            return null;
        }
    }
}
