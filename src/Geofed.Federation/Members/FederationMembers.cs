using System.Text.Json.Nodes;
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

    /// <summary>Changes labels and taints of a member.</summary>
    /// <exception cref="KubeApiException">NotFound when there is none of that name.</exception>
    public async Task<FederationMember> ChangeAsync(string member, MemberChange change, CancellationToken ct)
    {
        while (true)
        {
            var cluster = await api.GetAsync(Collection.Named(member), ct).ConfigureAwait(false);
            try
            {
                return change.Patch(cluster) is { } patch
                    ? FederationMember.From(name, await api.PatchAsync(Collection.Named(member), PatchKind.Merge, patch, new("geofed"), ct).ConfigureAwait(false))
                    : FederationMember.From(name, cluster);
            }
            catch (KubeApiException e) when (e.IsConflict)
            {
                // The control plane has written its own taints meanwhile: look again.
            }
        }
    }

    /// <summary>Waits until nothing that is placed is on a member any more. What is left when the time is up is returned.</summary>
    public async Task<IReadOnlyList<string>> WaitUntilDrainedAsync(string member, TimeSpan timeout, IProgress<IReadOnlyList<string>>? progress, CancellationToken ct)
    {
        await using var follower = new ObjectFollower(api, [Collection.Named(member)], time, ct);
        return (await follower.UntilAsync(Read, left => left.Count == 0, timeout, ct).ConfigureAwait(false)).Reading;

        async Task<IReadOnlyList<string>> Read(CancellationToken token)
        {
            var bindings = new List<JsonObject>();
            foreach (var resource in new[] { KarmadaApi.ResourceBindings, KarmadaApi.ClusterResourceBindings })
                bindings.AddRange((await api.ListAsync(new(resource), ListOptions.All, token).ConfigureAwait(false)).Items);
            IReadOnlyList<string> left = [.. bindings.Where(b => IsOn(b, member)).Select(b => $"{b.Str("spec", "resource", "kind")}/{b.Str("spec", "resource", "name")}")];
            progress?.Report(left);
            return left;
        }
    }

    private static bool IsOn(JsonObject binding, string member) =>
        binding.Objects("spec", "clusters").Any(t => t.Str("name") == member) || binding.Objects("spec", "gracefulEvictionTasks").Any(t => t.Str("fromCluster") == member);
}
