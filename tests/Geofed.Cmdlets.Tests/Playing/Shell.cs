using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Geofed.Cmdlets.Tests.Playing;

/// <summary>A PowerShell session with the module's assembly and views in it.</summary>
internal sealed class Shell : IDisposable
{
    public static readonly string ModuleFolder = Path.Combine(AppContext.BaseDirectory, "module");

    private readonly Runspace _runspace;

    public CapturingHost Host { get; } = new();

    public Shell()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([typeof(GeofedCmdlet).Assembly.Location]);
        state.Formats.Add(new SessionStateFormatEntry(Path.Combine(ModuleFolder, "Geofed.Format.ps1xml")));
        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
        _runspace.SessionStateProxy.SetVariable("ConfirmPreference", ConfirmImpact.None);
        _runspace.SessionStateProxy.Path.SetLocation(AppContext.BaseDirectory);
    }

    /// <summary>A command that does not run yet.</summary>
    public PowerShell Prepare(string script)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    public ShellResult Run(string script)
    {
        using var shell = Prepare(script);
        var output = new List<PSObject>();
        ErrorRecord? ended = null;
        try
        {
            output.AddRange(shell.Invoke());
        }
        catch (RuntimeException e)
        {
            ended = e.ErrorRecord;
        }
        return new(output, [.. shell.Streams.Error, .. ended is null ? Array.Empty<ErrorRecord>() : [ended]],
            [.. shell.Streams.Warning.Select(w => w.Message)], [.. shell.Streams.Progress.Select(p => p.Activity)]);
    }

    /// <summary>The output of a script that must not fail.</summary>
    public IReadOnlyList<T> Get<T>(string script)
    {
        var result = Run(script);
        Assert.True(result.Errors.Count == 0, string.Join("\n", result.Errors.Select(e => e.ToString())));
        return [.. result.Output.Select(o => Assert.IsType<T>(o.BaseObject))];
    }

    /// <summary>The lines that a person sees, without empty ones.</summary>
    public IReadOnlyList<string> Show(string script)
    {
        var before = Host.Screen.Lines.Count;
        Run($"& {{ {script} }} | Out-Default");
        return [.. Host.Screen.Lines.Skip(before - 1).Select(line => new System.Management.Automation.Internal.StringDecorated(line).ToString(OutputRendering.PlainText).TrimEnd()).Where(line => line.Length > 0)];
    }

    /// <summary>The one error of a script that must fail.</summary>
    public ErrorRecord Error(string script)
    {
        var result = Run(script);
        Assert.True(result.Errors.Count == 1, $"{result.Errors.Count} errors: {string.Join("\n", result.Errors.Select(e => e.ToString()))}");
        return result.Errors[0];
    }

    public void Dispose() => _runspace.Dispose();
}

internal sealed record ShellResult(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings, IReadOnlyList<string> Activities);
