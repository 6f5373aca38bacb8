using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace Geofed.Shell;

/// <summary>
/// The call of a script file as PowerShell text. Arguments reach the script as <c>pwsh -File</c> passes them: "-Name value", "-Name:value",
/// "-Switch", "-Switch:$false"; every value is a string, so an array is not to be had here. Pure.
/// </summary>
internal static partial class ScriptCall
{
    public static string Text(string path, IEnumerable<string> arguments) =>
        string.Join(' ', ["&", Quoted(path), .. arguments.Select(Argument)]);

    private static string Argument(string text)
    {
        var parameter = Parameter().Match(text);
        if (!parameter.Success)
            return Quoted(text);
        var (name, value) = (parameter.Groups["name"].Value, parameter.Groups["value"]);
        return value.Success ? name + ":" + Value(value.Value) : name;
    }

    private static string Value(string text) =>
        text.Equals("$true", StringComparison.OrdinalIgnoreCase) || text.Equals("$false", StringComparison.OrdinalIgnoreCase) ? text : Quoted(text);

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    [GeneratedRegex(@"^(?<name>-[A-Za-z_?][\w-]*)(:(?<value>.+))?$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
