namespace Geofed.ControlPlane.Tests;

/// <summary>Time as it is, until its timers are halted: from then on none fires any more, and each look at the clock finds it a second later.</summary>
internal sealed class HaltingTime : TimeProvider
{
    private volatile bool _halted;
    private long _looks;

    public void Halt() => _halted = true;

    public override long GetTimestamp() => base.GetTimestamp() + (_halted ? Interlocked.Increment(ref _looks) * TimestampFrequency : 0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
        s =>
        {
            if (!_halted)
                callback(s);
        }, state, dueTime, period);
}
