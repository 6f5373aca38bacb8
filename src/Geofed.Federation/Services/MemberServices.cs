using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.Federation.Services;

/// <summary>What a member has of Services, in one namespace or in all: Services, EndpointSlices and the ServiceImports of a GKE fleet.</summary>
/// <param name="Failure">Why it could not be asked; null when it could.</param>
public sealed record MemberServices(IReadOnlyList<JsonObject> Services, IReadOnlyList<JsonObject> Slices, IReadOnlyList<JsonObject> GkeImports, Exception? Failure = null)
{
    /// <summary>Asks a member; what it does not answer is in <see cref="Failure"/>. One that is known to be lost is not waited for.</summary>
    /// <param name="cluster">Its Cluster.</param>
    public static async Task<MemberServices> ReadAsync(MemberAccess access, JsonObject cluster, string? ns, CancellationToken ct)
    {
        if (FederationMember.From("", cluster) is { Status: "NotReady" } lost)
            return new([], [], [], new ClusterUnreachableException(lost.Reason ?? "the cluster is not ready"));
        try
        {
            var member = await access.OpenAsync(cluster, ct).ConfigureAwait(false);
            using var _ = member as IDisposable;
            var services = member.ListAsync(new(MultiClusterApi.Services, ns), ListOptions.All, ct);
            var slices = member.ListAsync(new(MultiClusterApi.EndpointSlices, ns), ListOptions.All, ct);
            var imports = ServedGroups.IsGke(cluster) ? GkeImportsAsync(member, ns, ct) : Task.FromResult<IReadOnlyList<JsonObject>>([]);
            await Task.WhenAll(services, slices, imports).ConfigureAwait(false);
            return new((await services.ConfigureAwait(false)).Items, (await slices.ConfigureAwait(false)).Items, await imports.ConfigureAwait(false));
        }
        catch (Exception e) when (e is KubeApiException or ClusterUnreachableException)
        {
            return new([], [], [], e);
        }
    }

    /// <summary>None where GKE has not brought that kind yet.</summary>
    private static async Task<IReadOnlyList<JsonObject>> GkeImportsAsync(IKubeApi member, string? ns, CancellationToken ct)
    {
        try
        {
            return (await member.ListAsync(new(MultiClusterApi.GkeServiceImports, ns), ListOptions.All, ct).ConfigureAwait(false)).Items;
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return [];
        }
    }
}
