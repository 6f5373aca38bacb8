using Geofed.Cmdlets.Connections;
using Geofed.Federation.Datasets;
using Geofed.Model;

namespace Geofed.Cmdlets.Datasets;

/// <summary>The base of cmdlets that work with datasets that are there.</summary>
public abstract class DatasetCmdlet : FederationCmdlet
{
    /// <summary>The datasets that the names select; a name that none has is written as an error.</summary>
    private protected async Task<IReadOnlyList<FederatedDataset>> SelectAsync(string[]? names)
    {
        var federation = await ConnectAsync();
        var all = await federation.Datasets.ListAsync(Stop);
        return [.. NamePatterns.Select(all, d => d.Name, names, name => WriteError(
            GeofedErrors.DatasetNotFound(name, federation.Name, Suggestions.Nearest(name, all.Select(d => d.Name))).ToRecord(name)))];
    }
}
