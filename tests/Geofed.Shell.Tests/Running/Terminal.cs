using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Geofed.Running;

/// <summary>The program in a terminal of its own (by util-linux' <c>script</c>), into which a test types, and whose screen it reads.</summary>
internal sealed partial class Terminal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _seen = new();
    private readonly Task _reading;
    private TaskCompletionSource _more = New();
    private int _read;

    private Terminal(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public static Terminal Open(GeofedProcess program, params string[] arguments)
    {
        // Whoever runs the tests may have told this process to ignore Ctrl+C, and that would be inherited.
        var command = $"stty cols 100 rows 40; exec env --default-signal=INT {string.Join(' ', new[] { GeofedProcess.Dotnet, GeofedProcess.Program }.Concat(arguments).Select(a => $"'{a}'"))}";
        return new(Process.Start(program.Start("script", ["-qec", command, "/dev/null"]))!);
    }

    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the screen shows the text, after what was waited for before.</summary>
    public async Task SeeAsync(string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            Task more;
            lock (_gate)
            {
                var found = _seen.ToString().IndexOf(text, _read, StringComparison.Ordinal);
                if (found >= 0)
                {
                    _read = found + text.Length;
                    return;
                }
                more = _more.Task;
            }
            if (_reading.IsCompleted || await Task.WhenAny(more, Task.Delay(Timeout.InfiniteTimeSpan, limit.Token)) != more)
                throw new TimeoutException($"'{text}' was not seen. The screen:\n{_seen}");
        }
    }

    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>As when its window is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_gate)
            {
                _seen.Append(Control().Replace(new string(buffer, 0, count), ""));
                _more.SetResult();
                _more = New();
            }
        }
        lock (_gate)
            _more.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Colours and movements of the cursor.</summary>
    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|\e[=>]")]
    private static partial Regex Control();
}
