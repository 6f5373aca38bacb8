namespace Geofed.Running;

/// <summary>A test that needs a terminal; skipped, and says so, where none can be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/script"))
            Skip = "Needs util-linux' script, which makes a terminal.";
    }
}
