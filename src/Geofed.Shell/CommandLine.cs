namespace Geofed.Shell;

/// <summary>What the shell was asked to do. The options are those of <c>pwsh</c> that make sense here.</summary>
internal sealed record CommandLine
{
    public string? File { get; private init; }
    public IReadOnlyList<string> Arguments { get; private init; } = [];
    public string? Command { get; private init; }
    public bool NonInteractive { get; private init; }
    public bool NoExit { get; private init; }
    public bool ShowVersion { get; private init; }
    public bool ShowHelp { get; private init; }
    public string? Error { get; private init; }

    public const string Help = """
        geofed: runs Geofed's cmdlets, with the PowerShell engine inside.

          geofed [-File] <script.ps1> [arguments]   run a script
          geofed -Command <text> | -Command -       run a command, or what is piped in
          geofed                                    an interactive prompt
          -NoExit           stay at the prompt afterwards
          -NonInteractive   never ask
          -Version, -Help

        Only PowerShell's core cmdlets and Geofed's exist here; for the rest, import the module in pwsh 7.6.
        """;

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            var rest = args.Skip(i + 1);
            switch (Option(args[i]))
            {
                case "file" or "f":
                    return rest.Any() ? line with { File = args[i + 1], Arguments = [.. args.Skip(i + 2)] } : Wrong("-File needs the path of a script.");
                case "command" or "c":
                    return rest.Any() ? line with { Command = string.Join(' ', rest) } : Wrong("-Command needs a command, or - to read it from standard input.");
                case "noninteractive":
                    line = line with { NonInteractive = true };
                    break;
                case "noexit":
                    line = line with { NoExit = true };
                    break;
                case "noprofile" or "nop" or "nologo":
                    break; // There is neither here, but scripts and schedulers pass them.
                case "version" or "v":
                    return line with { ShowVersion = true };
                case "help" or "h" or "?":
                    return line with { ShowHelp = true };
                case null:
                    return line with { File = args[i], Arguments = [.. rest] };
                default:
                    return Wrong($"'{args[i]}' is not an option. Try -Help.");
            }
        }
        return line;
    }

    private static CommandLine Wrong(string error) => new() { Error = error };

    private static string? Option(string arg) =>
        arg.Length > 1 && arg[0] == '-' ? arg.TrimStart('-').ToLowerInvariant() : null;
}
