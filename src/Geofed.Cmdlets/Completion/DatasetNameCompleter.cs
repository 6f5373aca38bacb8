using System.Collections;
using Geofed.Model;

namespace Geofed.Cmdlets.Completion;

/// <summary>Names of the datasets of a federation.</summary>
public sealed class DatasetNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct) =>
        (await (await FederationAsync(root, bound, ct).ConfigureAwait(false)).Datasets.ListAsync(ct).ConfigureAwait(false)).Select(d => (d.Name, $"{d.SizeGB:0.#} GB in {string.Join(", ", d.Regions)}"));
}
