using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Policies of one federation that people write: lists, creates and deletes them.</summary>
/// <param name="name">The federation's name, for output.</param>
/// <param name="namespaced">Where policies are that are about one namespace.</param>
/// <param name="clusterWide">Where policies are that are about all.</param>
public sealed class FederationPolicies<T>(string name, IKubeApi api, GroupVersionResource namespaced, GroupVersionResource clusterWide, Func<string, JsonObject, T> read) where T : IFederationPolicy
{
    /// <summary>Those of one namespace and those about all, or, when null, every one.</summary>
    public async Task<IReadOnlyList<T>> ListAsync(string? ns, CancellationToken ct)
    {
        var own = api.ListAsync(new(namespaced, ns), ListOptions.All, ct);
        var all = api.ListAsync(new(clusterWide), ListOptions.All, ct);
        return [.. (await own.ConfigureAwait(false)).Items.Concat((await all.ConfigureAwait(false)).Items).OrderBy(p => p.Namespace() ?? "", StringComparer.Ordinal).ThenBy(p => p.Name(), StringComparer.Ordinal).Select(p => read(name, p))];
    }

    /// <exception cref="KubeApiException">AlreadyExists when the name is taken, Invalid when it cannot be so.</exception>
    public async Task<T> CreateAsync(JsonObject policy, CancellationToken ct) =>
        read(name, await api.CreateAsync(new(policy.Namespace() is null ? clusterWide : namespaced, policy.Namespace()), policy, new("geofed"), ct).ConfigureAwait(false));

    /// <summary>False when there was none.</summary>
    public Task<bool> DeleteAsync(T policy, CancellationToken ct) =>
        api.DeleteIfThereAsync(policy.Namespace.Length == 0 ? new(clusterWide, null, policy.Name) : new(namespaced, policy.Namespace, policy.Name), ct);
}

/// <summary>What every policy has.</summary>
public interface IFederationPolicy
{
    string Name { get; }

    /// <summary>Empty for one that is about all namespaces.</summary>
    string Namespace { get; }
}

/// <summary>The two sorts of policies.</summary>
public static class FederationPolicies
{
    public static FederationPolicies<FederatedPlacement> Placements(string federation, IKubeApi api) =>
        new(federation, api, KarmadaApi.PropagationPolicies, KarmadaApi.ClusterPropagationPolicies, FederatedPlacement.From);

    public static FederationPolicies<FederatedOverride> Overrides(string federation, IKubeApi api) =>
        new(federation, api, KarmadaApi.OverridePolicies, KarmadaApi.ClusterOverridePolicies, FederatedOverride.From);
}
