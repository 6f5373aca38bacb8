using System.Collections.Concurrent;
using Geofed.ApiServer.Access;
using Geofed.ApiServer.Rest;

namespace Geofed.ApiServer.Hosting;

/// <summary>How much may be under way at once, so that no client can take the others' place. Administrators always get in.</summary>
internal sealed class RequestLimits(ApiServerOptions options)
{
    private readonly ConcurrentDictionary<string, int> _watches = new(StringComparer.Ordinal);
    private int _requests;

    /// <summary>A place for one request; given back when it is disposed of.</summary>
    /// <exception cref="Model.KubeApiException">429: there is none.</exception>
    public IDisposable Enter(UserInfo user, bool isWatch)
    {
        if (isWatch)
        {
            if (_watches.AddOrUpdate(user.Name, 1, (_, n) => n + 1) <= options.MaxWatchesPerUser)
                return new Place(() => _watches.AddOrUpdate(user.Name, 0, (_, n) => n - 1));
            _watches.AddOrUpdate(user.Name, 0, (_, n) => n - 1);
            throw Failures.TooManyRequests($"The user {user.Name} holds {options.MaxWatchesPerUser} watches already; end some of them first.", 5);
        }
        if (Interlocked.Increment(ref _requests) <= options.MaxRequestsInFlight || user.Groups.Contains(UserInfo.Masters))
            return new Place(() => Interlocked.Decrement(ref _requests));
        Interlocked.Decrement(ref _requests);
        throw Failures.TooManyRequests("Too many requests, please try again later.", 1);
    }

    private sealed class Place(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
