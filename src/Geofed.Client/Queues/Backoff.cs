namespace Geofed.Client;

/// <summary>Delays between attempts: each up to twice the one before, with jitter so that many clients of a server that comes back do not arrive together.</summary>
public sealed class Backoff(TimeProvider time, TimeSpan shortest, TimeSpan longest)
{
    private int _attempts;

    /// <summary>Waits for the next delay: between one and one and a half times the base.</summary>
    public Task WaitAsync(CancellationToken ct)
    {
        var doubled = shortest * (1 << Math.Min(_attempts++, 20));
        var delay = (doubled < longest ? doubled : longest) * (1 + Random.Shared.NextDouble() / 2);
        return Task.Delay(delay, time, ct);
    }

    /// <summary>Starts again from the shortest delay, after a success.</summary>
    public void Reset() => _attempts = 0;
}
