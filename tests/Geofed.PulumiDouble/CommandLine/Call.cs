namespace Geofed.PulumiDouble;

/// <summary>One call of the CLI: what it was given, and what it may use.</summary>
internal sealed record Call(Arguments Arguments, CliEnvironment Environment, string Folder, TextReader In, TextWriter Out, TextWriter Error, TimeProvider Time, CallLog Log)
{
    public bool Json => Arguments.Has("json");

    public void Line(string text) => Out.WriteLine(text);
}
