namespace Geofed.Shell;

/// <summary>The program <c>geofed</c>. Exit codes are those of <c>pwsh</c>.</summary>
internal static class Program
{
    private const int BadCommandLine = 64;

    private static int Main(string[] args)
    {
        var line = CommandLine.Parse(args);
        if (line.Error is not null)
        {
            Console.Error.WriteLine(line.Error);
            return BadCommandLine;
        }
        if (line.ShowHelp || line.ShowVersion)
        {
            Console.WriteLine(line.ShowHelp ? CommandLine.Help : $"Geofed {ShellHost.ShellVersion.ToString(3)}");
            return 0;
        }
        if (line.File is not null && !File.Exists(line.File))
        {
            Console.Error.WriteLine($"There is no script file '{line.File}'.");
            return BadCommandLine;
        }
        using var session = Session.Open(line.NonInteractive);
        var exitCode = line switch
        {
            { File: not null } => session.RunFile(Path.GetFullPath(line.File), line.Arguments),
            { Command: "-" } => session.RunCommand(Console.In.ReadToEnd()),
            { Command: not null } => session.RunCommand(line.Command),
            _ when Console.IsInputRedirected => session.RunCommand(Console.In.ReadToEnd()),
            _ => new Prompt(session).Run(),
        };
        return line.NoExit && !session.Host.ShouldExit ? new Prompt(session).Run() : exitCode;
    }
}
