using System.Management.Automation.Language;
using System.Text;

namespace Geofed.Shell;

/// <summary>The interactive prompt: reads a statement, which may take several lines, runs it, until <c>exit</c> or the end of input.</summary>
internal sealed class Prompt(Session session)
{
    private readonly LineEditor _editor = new(session.Runspace);

    public int Run()
    {
        session.Host.UI.WriteLine($"Geofed {ShellHost.ShellVersion.ToString(3)}. Get-Command -Module Geofed lists the cmdlets; exit leaves.");
        while (!session.Host.ShouldExit && ReadStatement() is { } text)
        {
            if (!string.IsNullOrWhiteSpace(text))
                session.RunCommand(text);
        }
        return session.Host.ExitCode;
    }

    private string? ReadStatement()
    {
        var text = new StringBuilder();
        for (var prompt = $"geofed {session.Runspace.SessionStateProxy.Path.CurrentLocation}> "; ; prompt = ">> ")
        {
            if (_editor.ReadLine(prompt) is not { } line)
                return null;
            if (_editor.Dropped)
                return "";
            text.AppendLine(line);
            Parser.ParseInput(text.ToString(), out _, out var errors);
            if (line.Length == 0 || !errors.Any(e => e.IncompleteInput))
                return text.ToString();
        }
    }
}
