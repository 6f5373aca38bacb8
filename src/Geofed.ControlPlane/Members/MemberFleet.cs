using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Geofed.ControlPlane.Members;

/// <summary>The members that can be spoken to, by name.</summary>
internal sealed class MemberFleet(ControlPlaneOptions options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Member> _members = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Carries one Work to a member; set before the first member comes.</summary>
    public Func<Member, string, CancellationToken, Task> Carry { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Which of a member's Works go first, by cluster and name: those of higher numbers; set before the first member comes.</summary>
    public Func<string, string, long> Urgency { get; set; } = (_, _) => 0;

    public MemberEvents Events { get; } = new();

    public bool TryGet(string name, [NotNullWhen(true)] out Member? member) => _members.TryGetValue(name, out member);

    public IEnumerable<Member> Members => _members.Values;

    /// <summary>Lets a member be reached so from now on. Nothing happens when that is how it is reached already.</summary>
    public async Task ReachAsync(MemberCredentials credentials, ProbeResult? before)
    {
        if (_members.TryGetValue(credentials.Cluster, out var known))
        {
            if (known.Credentials == credentials)
                return;
            await ForgetAsync(credentials.Cluster).ConfigureAwait(false);
        }
        var member = new Member(credentials, options, Events, before, Urgency, _stop.Token);
        _members[credentials.Cluster] = member;
        member.Start(Carry);
    }

    public async Task ForgetAsync(string name)
    {
        if (_members.TryRemove(name, out var member))
            await member.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_members.Keys.Select(ForgetAsync)).ConfigureAwait(false);
        _stop.Dispose();
    }
}
