using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>The members of one federation.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class FederationMembers(string name, IKubeApi api, TimeProvider time)
{
    private static readonly ResourceCollection Collection = new(KarmadaApi.Clusters);

    public async Task<IReadOnlyList<FederationMember>> ListAsync(CancellationToken ct) =>
        [.. (await api.ListAsync(Collection, ListOptions.All, ct).ConfigureAwait(false)).Items
            .Select(cluster => FederationMember.From(name, cluster)).OrderBy(m => m.Name, StringComparer.Ordinal)];

    /// <summary>The member of that name, or null.</summary>
    public async Task<FederationMember?> FindAsync(string member, CancellationToken ct) =>
        await api.FindAsync(Collection.Named(member), ct).ConfigureAwait(false) is { } cluster ? FederationMember.From(name, cluster) : null;

    /// <summary>Waits until the federation has seen a member ready. The last state is returned when the time is up.</summary>
    public async Task<FederationMember?> WaitUntilReadyAsync(string member, TimeSpan timeout, CancellationToken ct)
    {
        await using var follower = new ObjectFollower(api, [Collection.Named(member)], time, ct);
        return (await follower.UntilAsync(token => FindAsync(member, token), m => m is null or { IsReady: true }, timeout, ct).ConfigureAwait(false)).Reading;
    }
}
