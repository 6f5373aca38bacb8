using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.Federation.Services;

/// <summary>What goes after an export is taken back: the bindings of the derived Service and of the imported EndpointSlices.</summary>
internal sealed class ImportRemains
{
    private readonly IKubeApi _api;
    private readonly NamespacedName _service;
    private readonly HashSet<string> _bindings;

    private ImportRemains(IKubeApi api, NamespacedName service, IEnumerable<string> bindings) => (_api, _service, _bindings) = (api, service, [.. bindings]);

    /// <summary>What there is before it is taken back.</summary>
    public static async Task<ImportRemains> FindAsync(IKubeApi api, NamespacedName service, CancellationToken ct)
    {
        var derived = MultiClusterNames.Derived(service.Name);
        var slices = await api.ListAsync(new(MultiClusterApi.EndpointSlices, service.Namespace), new() { LabelSelector = $"{MultiClusterNames.ServiceName}={derived}" }, ct).ConfigureAwait(false);
        return new(api, service, slices.Items.Select(s => KarmadaNames.Binding(MultiClusterApi.EndpointSlice.Kind, s.Name())).Append(KarmadaNames.Binding(MultiClusterApi.Service.Kind, derived)));
    }

    /// <exception cref="TimeoutException">A cluster still has something of it.</exception>
    public async Task UntilGoneAsync(TimeProvider time, TimeSpan timeout, CancellationToken ct)
    {
        await using var follower = new ObjectFollower(_api, _bindings.Select(b => new ResourcePath(KarmadaApi.ResourceBindings, _service.Namespace, b)), time, ct);
        var (left, done) = await follower.UntilAsync(LeftAsync, all => all.Count == 0, timeout, ct).ConfigureAwait(false);
        if (!done)
            throw new TimeoutException($"The export of Service '{_service.Name}' is taken back in the federation, but after {timeout.TotalSeconds:0.#} s clusters still have some of it: {string.Join(", ", left)}.");
    }

    /// <summary>"derived-serve in us-west1".</summary>
    private async Task<IReadOnlyList<string>> LeftAsync(CancellationToken ct) =>
    [
        .. (await _api.ListAsync(new(KarmadaApi.ResourceBindings, _service.Namespace), ListOptions.All, ct).ConfigureAwait(false)).Items.Where(b => _bindings.Contains(b.Name()))
            .Select(b => $"{b.Str("spec", "resource", "name")} in {string.Join(" and ", ResourceSummary.Targets(b).Select(t => t.Name))}"),
    ];
}
