using System.Globalization;
using System.Text.RegularExpressions;
using Geofed.Client;

namespace Geofed.Clusters.Pulumi;

/// <summary>A lock on a stack in a backend of files or of a bucket (Pulumi Cloud tells nothing about its own).</summary>
/// <param name="File">The lock's address in the backend.</param>
/// <param name="Since">When it was taken; null when the CLI's words for it are not understood.</param>
public sealed partial record StackLock(string File, string User, string Host, int ProcessId, DateTimeOffset? Since)
{
    /// <summary>Every lock that the CLI names.</summary>
    public static IReadOnlyList<StackLock> Parse(string text) =>
    [
        .. Created().Matches(text).Select(m => new StackLock(m.Groups["file"].Value, m.Groups["user"].Value, m.Groups["host"].Value,
            int.Parse(m.Groups["pid"].Value, CultureInfo.InvariantCulture),
            DateTimeOffset.TryParse(m.Groups["since"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null)),
    ];

    /// <summary>True when it was taken on this machine by a process that is no more, so that nobody will ever let go of it.</summary>
    public bool IsLeftBehind => IsLeftBehindOn(System.Net.Dns.GetHostName(), ServerProcess.IsAlive);

    internal bool IsLeftBehindOn(string host, Func<int, bool> isAlive) => string.Equals(Host, host, StringComparison.OrdinalIgnoreCase) && !isAlive(ProcessId);

    public override string ToString() =>
        $"{User}@{Host}, process {ProcessId}{(Since is { } since ? string.Create(CultureInfo.InvariantCulture, $", since {since:yyyy-MM-dd HH:mm:ss zzz}") : "")}";

    [GeneratedRegex(@"^\s*(?<file>\S.*?): created by (?<user>.*)@(?<host>[^@\s]+) \(pid (?<pid>\d{1,9})\) at (?<since>\S+)", RegexOptions.Multiline)]
    private static partial Regex Created();
}
