using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Federation;

/// <summary>The federations of this machine, through the server's root API.</summary>
public sealed class FederationInventory(IKubeApi root, TimeProvider time)
{
    private static readonly ResourceCollection Collection = new(LocalApi.Federations);

    public async Task<IReadOnlyList<FederationInfo>> ListAsync(CancellationToken ct) =>
        [.. (await root.ListAsync(Collection, ListOptions.All, ct).ConfigureAwait(false)).Items.Select(FederationInfo.From).OrderBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>The federation of that name, or null.</summary>
    public async Task<FederationInfo?> FindAsync(string name, CancellationToken ct) =>
        await root.FindAsync(Collection.Named(name), ct).ConfigureAwait(false) is { } found ? FederationInfo.From(found) : null;

    /// <summary>Creates a federation and returns when its API answers.</summary>
    /// <exception cref="KubeApiException">AlreadyExists when the name is taken, Invalid when it is no name.</exception>
    /// <exception cref="FederationFailedException">The server could not set it up.</exception>
    /// <exception cref="TimeoutException">It is not running after <paramref name="timeout"/>.</exception>
    public async Task<FederationInfo> CreateAsync(string name, TimeSpan timeout, CancellationToken ct)
    {
        await root.CreateAsync(Collection, Document(name), new("geofed"), ct).ConfigureAwait(false);
        await using var follower = new ObjectFollower(root, [Collection.Named(name)], time, ct);
        var (federation, done) = await follower.UntilAsync(token => FindAsync(name, token), f => f is null or { Status: not LocalApi.Pending }, timeout, ct).ConfigureAwait(false);
        return (federation, done) switch
        {
            (null, _) => throw new FederationFailedException(name, "it was deleted while it was being created"),
            ({ Status: LocalApi.Failed }, _) => throw new FederationFailedException(name, federation.Message ?? "the server gave no reason"),
            (_, false) => throw new TimeoutException($"Federation '{name}' is still {federation.Status} after {timeout.TotalSeconds:0.#} s."),
            _ => federation,
        };
    }

    /// <summary>Deletes a federation and returns when it is gone with all that was in it. False when there was none.</summary>
    /// <exception cref="TimeoutException">It is still there after <paramref name="timeout"/>.</exception>
    public async Task<bool> DeleteAsync(string name, TimeSpan timeout, CancellationToken ct)
    {
        if (!await root.DeleteIfThereAsync(Collection.Named(name), ct).ConfigureAwait(false))
            return false;
        await using var follower = new ObjectFollower(root, [Collection.Named(name)], time, ct);
        var (left, _) = await follower.UntilAsync(token => FindAsync(name, token), f => f is null, timeout, ct).ConfigureAwait(false);
        return left is null ? true : throw new TimeoutException($"Federation '{name}' is still being deleted after {timeout.TotalSeconds:0.#} s.");
    }

    private static JsonObject Document(string name) => new()
    {
        ["apiVersion"] = LocalApi.ApiVersion,
        ["kind"] = "Federation",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject(),
    };
}
