using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace Geofed.Shell;

/// <summary>
/// Tells whether the last statement of a command succeeded, which decides the exit code. <c>$?</c> itself is lost by then:
/// after the run it speaks of <c>Out-Default</c>. So the command keeps it, under a name that no user's script has.
/// </summary>
internal static class LastStatement
{
    private const string Kept = "__geofed_last_statement_succeeded";

    /// <summary>
    /// The command with its last <c>$?</c> kept; text that does not parse stays as it is, so that its error shows only it, but for a line
    /// end: without it the engine takes it for unfinished, and shows nothing.
    /// </summary>
    public static string Watch(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Length == 0 ? $"{text}\n$global:{Kept} = $?" : text + "\n";
    }

    public static bool Succeeded(SessionStateProxy variables)
    {
        var succeeded = variables.GetVariable(Kept) is not false;
        variables.PSVariable.Remove(Kept);
        return succeeded;
    }
}
