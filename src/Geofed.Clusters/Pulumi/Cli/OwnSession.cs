namespace Geofed.Clusters.Pulumi;

/// <summary>
/// How a program is started apart from the terminal. Ctrl+C goes to all processes of the terminal's foreground group, and Pulumi takes a second
/// signal as "end at once and leave the state as it is"; so that Geofed's one signal is the only one, the CLI gets a session of its own.
/// .NET cannot do that between fork and exec, so that a program does it that every system has: setsid(1) on Linux (util-linux, busybox), perl on macOS.
/// Both replace themselves by the CLI: the process id and the exit code are the CLI's. On Windows <see cref="CliProcess"/> asks for a process group.
/// </summary>
public static class OwnSession
{
    private static readonly Lazy<IReadOnlyList<string>?> Found = new(() => Starter(File.Exists));

    /// <summary>What to put before the program; null when there is nothing, so that the terminal's signal reaches the CLI (see <see cref="Interruption"/>).</summary>
    public static IReadOnlyList<string>? Prefix => Found.Value;

    internal static IReadOnlyList<string>? Starter(Func<string, bool> exists)
    {
        if (Array.Find(["/usr/bin/setsid", "/bin/setsid"], p => exists(p)) is { } setsid)
            return [setsid];
        return exists("/usr/bin/perl") ? ["/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV; die $!", "--"] : null;
    }
}
