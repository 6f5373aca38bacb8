using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Geofed.Shell;

/// <summary>One runspace with Geofed's module in it. Runs one pipeline at a time; Ctrl+C stops that.</summary>
internal sealed class Session : IDisposable
{
    /// <summary>What a shell gives for a process ended by Ctrl+C: 128 + SIGINT.</summary>
    private const int Interrupted = 130;

    private readonly Runspace _runspace;
    private readonly Lock _gate = new();
    private PowerShell? _running;
    private bool _interrupted;

    private Session(ShellHost host, Runspace runspace)
    {
        Host = host;
        _runspace = runspace;
        Console.CancelKeyPress += OnCancel;
    }

    public ShellHost Host { get; }

    public Runspace Runspace => _runspace;

    public static Session Open(bool nonInteractive)
    {
        var host = new ShellHost(new ShellUI(nonInteractive));
        if (Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb")
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([BuiltModule.Find()]);
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        return new Session(host, runspace);
    }

    /// <summary>Runs a script. 0, its <c>exit</c> code, or 1 when it ended by an error; errors that it went on after do not count.</summary>
    public int RunFile(string path, IEnumerable<string> arguments)
    {
        Variables.SetVariable("LASTEXITCODE", null);
        return Run(ScriptCall.Text(path, arguments)) switch
        {
            Outcome.Interrupted => Interrupted,
            Outcome.Terminated => 1,
            _ when Host.ShouldExit => Host.ExitCode,
            _ => ExitOfScriptFile(),
        };
    }

    /// <summary>The engine turns <c>exit n</c> in a script file into <c>$LASTEXITCODE</c> and a false <c>$?</c>; the latter alone means that the script did not start.</summary>
    private int ExitOfScriptFile() =>
        LastStatement.Succeeded(Variables) ? 0 : Variables.GetVariable("LASTEXITCODE") as int? ?? 1;

    /// <summary>Runs a command. 0, its <c>exit</c> code, or 1 when its last statement failed.</summary>
    public int RunCommand(string text) => Run(text) switch
    {
        Outcome.Interrupted => Interrupted,
        Outcome.Terminated => 1,
        _ when Host.ShouldExit => Host.ExitCode,
        _ => LastStatement.Succeeded(Variables) ? 0 : 1,
    };

    private SessionStateProxy Variables => _runspace.SessionStateProxy;

    private Outcome Run(string text)
    {
        using var shell = PowerShell.Create(_runspace);
        var command = new Command(LastStatement.Watch(text), isScript: true, useLocalScope: false);
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.Commands.AddCommand(command).AddCommand("Out-Default");
        lock (_gate)
        {
            _running = shell;
            _interrupted = false;
        }
        try
        {
            shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            // By Ctrl+C, or by itself.
        }
        catch (RuntimeException e)
        {
            Report(e.ErrorRecord);
            return Outcome.Terminated;
        }
        finally
        {
            lock (_gate)
                _running = null;
            Host.Console.EndProgress();
        }
        return _interrupted ? Outcome.Interrupted : Outcome.Finished;
    }

    /// <summary>The engine marks only those errors that it writes itself.</summary>
    private void Report(ErrorRecord error)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default").AddParameter("InputObject", error);
        Host.Console.AsErrors(() => shell.Invoke());
    }

    private void OnCancel(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = true; // The pipeline ends, and with it the process in its own way.
        lock (_gate)
        {
            _interrupted = true;
            _running?.BeginStop(null, null);
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancel;
        _runspace.Dispose();
    }

    private enum Outcome { Finished, Terminated, Interrupted }
}
