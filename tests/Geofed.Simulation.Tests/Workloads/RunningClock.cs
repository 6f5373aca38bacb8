using Microsoft.Extensions.Time.Testing;

namespace Geofed.Simulation.Tests.Workloads;

/// <summary>A clock that goes as fast as the real one, and can be put forward.</summary>
internal sealed class RunningClock : FakeTimeProvider, IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private readonly Timer _timer;

    public RunningClock() : base(System.GetUtcNow()) => _timer = new(_ => Advance(Step), null, Step, Step);

    public void Dispose() => _timer.Dispose();
}
