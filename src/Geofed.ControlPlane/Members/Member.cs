using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>One member while its address and credentials stay the same: its client, its health, and what is followed on it.</summary>
internal sealed class Member : IAsyncDisposable
{
    private readonly ControlPlaneOptions _options;
    private readonly MemberEvents _events;
    private readonly BoundedApi _api;
    private readonly MemberHealth _health;
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource _firstProbe = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    public Member(MemberCredentials credentials, ControlPlaneOptions options, MemberEvents events, ProbeResult? before, Func<string, string, long> urgency, CancellationToken ct)
    {
        _events = events;
        Credentials = credentials;
        _options = options;
        _api = new(credentials.Cluster, options.Connect(credentials), options.Time, options.RequestTimeout);
        _health = new(options.FailureThreshold, options.SuccessThreshold);
        if (before is not null)
            _health.Resume(before);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Works = new(options.Time, work => urgency(Name, work));
    }

    public MemberCredentials Credentials { get; }

    public string Name => Credentials.Cluster;

    public IKubeApi Api => _api;

    /// <summary>What counts about its health; null before the first probe.</summary>
    public ProbeResult? Health => _health.Current;

    /// <summary>It is ready, and nothing has been heard to the contrary since.</summary>
    public bool Answers => Health?.Ready == true && !_health.InDoubt;

    /// <summary>What is followed on it; null while it is not ready.</summary>
    public MemberSession? Session { get; private set; }

    /// <summary>Names of Works that wait to be carried to this member. Its own queue: no member waits for another.</summary>
    public WorkQueue<string> Works { get; }

    /// <summary>Completes after the first probe.</summary>
    public Task Probed => _firstProbe.Task;

    /// <summary>Probes until stopped, and runs <paramref name="carry"/> on the queue of Works.</summary>
    public void Start(Func<Member, string, CancellationToken, Task> carry)
    {
        var works = new Controller<string>("execution " + Name, Works, (name, ct) => carry(this, name, ct), _options.WorkersPerMember, _events.OnFailed);
        _running = Task.WhenAll(
            works.RunAsync(_stop.Token),
            Task.Run(() => ProbeAsync(_stop.Token), CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        if (Session is not null)
            await Session.DisposeAsync().ConfigureAwait(false);
        _api.Dispose();
        _stop.Dispose();
    }

    private async Task ProbeAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(_options.ProbePeriod, _options.Time);
        try
        {
            do
            {
                var result = await MemberProbe.ProbeAsync(_api, _options.ProbeTimeout, ct).ConfigureAwait(false);
                var flipped = _health.Observe(result, _options.Time.GetUtcNow());
                await FollowAsync(ct).ConfigureAwait(false);
                if (flipped || !_firstProbe.Task.IsCompleted)
                    _events.OnChanged(this);
                _firstProbe.TrySetResult();
            }
            while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        var ready = Health?.Ready == true;
        if (ready && Session is null)
        {
            Session = new(Name, _api, _options.Time, change => _events.OnManagedChanged(this, change), service => _events.OnExportChanged(this, service), () => _events.OnChanged(this), ct);
            _events.OnFound(this);
        }
        else if (!ready && Session is { } lost)
        {
            Session = null;
            await lost.DisposeAsync().ConfigureAwait(false);
        }
    }
}
