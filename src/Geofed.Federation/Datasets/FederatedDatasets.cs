using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Ai;
using Geofed.Placement.Datasets;

namespace Geofed.Federation.Datasets;

/// <summary>The datasets of one federation. A control plane that does not know the resource, e.g. a real Karmada, is taught it when there is something to write.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class FederatedDatasets(string name, IKubeApi api, TimeProvider time)
{
    private static readonly ResourceCollection Collection = new(DatasetApi.Datasets);
    private static readonly ResourceCollection Definitions = new(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"));
    private static readonly WriteOptions Write = new("geofed") { Force = true };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>By name; none where the resource is not served.</summary>
    public async Task<IReadOnlyList<FederatedDataset>> ListAsync(CancellationToken ct) => [.. (await DocumentsAsync(api, ct).ConfigureAwait(false)).Select(o => FederatedDataset.From(name, o)).OrderBy(d => d.Name, StringComparer.Ordinal)];

    /// <summary>The same as documents.</summary>
    internal static async Task<IReadOnlyList<JsonObject>> DocumentsAsync(IKubeApi api, CancellationToken ct)
    {
        try
        {
            return (await api.ListAsync(Collection, ListOptions.All, ct).ConfigureAwait(false)).Items;
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return [];
        }
    }

    /// <summary>Writes a dataset, in the place of one of the same name.</summary>
    /// <exception cref="KubeApiException">Invalid when it cannot be so.</exception>
    public async Task<FederatedDataset> RegisterAsync(Dataset dataset, CancellationToken ct)
    {
        await DefineAsync(ct).ConfigureAwait(false);
        return FederatedDataset.From(name, await api.PatchAsync(Collection.Named(dataset.Name), PatchKind.Apply, dataset.ToJson(), Write, ct).ConfigureAwait(false));
    }

    /// <summary>False when there was none.</summary>
    public Task<bool> UnregisterAsync(string dataset, CancellationToken ct) => api.DeleteIfThereAsync(Collection.Named(dataset), ct);

    /// <summary>Teaches the control plane what a dataset is, unless it knows.</summary>
    public async Task DefineAsync(CancellationToken ct)
    {
        var kinds = new ServedKinds(api);
        if ((await kinds.AllAsync(ct).ConfigureAwait(false)).Any(k => k.Resource == DatasetApi.Datasets))
            return;
        var definition = DatasetApi.Definition;
        await api.PatchAsync(Definitions.Named(definition.Name()), PatchKind.Apply, definition, Write, ct).ConfigureAwait(false);
        await kinds.UntilEstablishedAsync(definition, time, Patience, ct).ConfigureAwait(false);
    }
}
