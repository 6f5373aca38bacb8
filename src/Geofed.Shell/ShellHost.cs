using System.Globalization;
using System.Management.Automation.Host;

namespace Geofed.Shell;

/// <summary>What the engine sees of this program.</summary>
internal sealed class ShellHost(ShellUI ui) : PSHost
{
    public static readonly Version ShellVersion = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    public ShellUI Console { get; } = ui;
    public override string Name => "Geofed.Shell";
    public override Version Version => ShellVersion;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;
    public override PSHostUserInterface UI => Console;

    /// <summary>Set when a script called <c>exit</c>.</summary>
    public bool ShouldExit { get; private set; }

    public int ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode)
    {
        ShouldExit = true;
        ExitCode = exitCode;
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException("Geofed.Shell has no nested prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("Geofed.Shell has no nested prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
