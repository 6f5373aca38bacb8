using System.Text.Json.Nodes;
using Geofed.ControlPlane.Members;
using Geofed.Model;
using Geofed.Placement.Interpretation;

namespace Geofed.ControlPlane.Propagation;

/// <summary>Brings one manifest to one member by server-side apply, and takes it away again.</summary>
internal sealed class ManifestCarrier(Member member, MemberSession session, TimeSpan limit)
{
    /// <summary>The field manager on members.</summary>
    private const string FieldManager = "karmada";

    private static readonly WriteOptions Apply = new(FieldManager) { Force = true };

    /// <summary>Makes the member's object what the manifest says; returns it as it is then.</summary>
    /// <param name="known">True when this manifest was applied before, so that only drift needs repair.</param>
    /// <exception cref="CarryException">The member cannot have it; the message says why.</exception>
    public async Task<JsonObject> ApplyAsync(JsonObject manifest, bool known, CancellationToken ct)
    {
        var resource = await ResolveAsync(manifest, ct).ConfigureAwait(false);
        var path = resource.In(manifest.Namespace()).Named(manifest.Name());
        var live = await FindAsync(resource, path, ct).ConfigureAwait(false);
        if (live is not null && !Ownership.IsOurs(live, manifest))
        {
            if (Ownership.ServesAsItIs(manifest))
                return live;
            if (!Ownership.MayTakeOver(manifest))
            {
                throw new CarryException(
                    $"{manifest.Str("kind")} {manifest.Key()} already exists in the cluster {member.Name} and was not made by this federation; "
                    + "delete it there, or set conflictResolution: Overwrite in the policy to take it over");
            }
        }
        var wanted = live is null ? manifest : ResourceInterpreter.Retain(manifest, live);
        if (known && live is not null && Containment.Holds(wanted, live))
            return live;
        if (live is not null && live.IsDeleting())
            throw new CarryException($"{manifest.Str("kind")} {manifest.Key()} is still being deleted in the cluster {member.Name}");
        return await member.Api.PatchAsync(path, PatchKind.Apply, wanted.Copy(), Apply, ct).ConfigureAwait(false);
    }

    /// <summary>Deletes the member's object if it is ours; true when it is gone.</summary>
    public async Task<bool> RemoveAsync(JsonObject manifest, CancellationToken ct)
    {
        var kind = manifest.Kind();
        if (await session.ResolveAsync(kind, ct).ConfigureAwait(false) is not { } resource)
            return true;
        var path = resource.In(manifest.Namespace()).Named(manifest.Name());
        if (await GetAsync(path, ct).ConfigureAwait(false) is not { } live || !Ownership.IsOurs(live, manifest))
            return true;
        if (live.IsDeleting())
            return false;
        try
        {
            await member.Api.DeleteAsync(path, new DeleteOptions { PropagationPolicy = "Background", Uid = live.Uid() }, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return true;
        }
        return await GetAsync(path, ct).ConfigureAwait(false) is null;
    }

    public async Task<ApiResource> ResolveAsync(JsonObject manifest, CancellationToken ct)
    {
        var kind = manifest.Kind();
        return await session.ResolveAsync(kind, ct).ConfigureAwait(false)
            ?? throw new CarryException($"cluster {member.Name} does not serve {kind.ApiVersion} {kind.Kind}; install its CustomResourceDefinition there");
    }

    /// <summary>From the cache of managed objects, else by asking: what the federation does not manage is not in the cache.</summary>
    private async Task<JsonObject?> FindAsync(ApiResource resource, ResourcePath path, CancellationToken ct)
    {
        var managed = await session.ManagedAsync(resource, limit, ct).ConfigureAwait(false);
        return managed.Get(path.NamespacedName) ?? await GetAsync(path, ct).ConfigureAwait(false);
    }

    private async Task<JsonObject?> GetAsync(ResourcePath path, CancellationToken ct)
    {
        try
        {
            return await member.Api.GetAsync(path, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }
}

/// <summary>A manifest cannot be brought to a member for now.</summary>
internal sealed class CarryException(string message) : Exception(message);
