namespace Geofed.Cmdlets.Server;

/// <summary>The server process of this machine's home, as it is now.</summary>
/// <param name="Status">Running or Stopped.</param>
/// <param name="Home">The folder that holds all that it knows.</param>
public sealed record GeofedServer(string Status, string Home)
{
    public string? Address { get; init; }
    public int? ProcessId { get; init; }
    public string? Version { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The processes that stand by to take its place.</summary>
    public IReadOnlyList<int> Standbys { get; init; } = [];

    /// <summary>Path of its log file.</summary>
    public string? Log { get; init; }

    public bool IsRunning => Status == "Running";
}
