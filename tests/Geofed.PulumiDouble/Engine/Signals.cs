using System.Runtime.InteropServices;

namespace Geofed.PulumiDouble;

/// <summary>SIGINT and SIGTERM during an operation: the first asks it to end well, the second to end now (contract 1.8).</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _cancelling = new();
    private readonly CancellationTokenSource _terminating = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly List<string> _received;

    public Signals(List<string> received)
    {
        _received = received;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    /// <summary>Set by the first signal: steps that run may end, none begins.</summary>
    public CancellationToken Cancelling => _cancelling.Token;

    /// <summary>Set by the second signal: nothing is waited for.</summary>
    public CancellationToken Terminating => _terminating.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _cancelling.Dispose();
        _terminating.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        bool second;
        lock (_received)
        {
            second = _received.Count > 0;
            _received.Add(context.Signal.ToString());
        }
        (second ? _terminating : _cancelling).Cancel();
    }
}
