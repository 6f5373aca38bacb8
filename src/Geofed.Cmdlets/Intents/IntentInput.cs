using System.Management.Automation;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Geography;
using Geofed.Federation;
using Geofed.Federation.Costs;
using Geofed.Federation.Geography;
using Geofed.Federation.Intents;
using Geofed.Model;
using Geofed.Placement.Costs;
using Geofed.Placement.Datasets;

namespace Geofed.Cmdlets.Intents;

/// <summary>The words in which cmdlets take what a person wants of a job's place, checked against what there is.</summary>
internal sealed class IntentInput(PSCmdlet cmdlet, FederationConnection federation, IApiSource apis, string? priceFile, CancellationToken ct)
{
    /// <exception cref="GeofedErrorException">There is no such dataset.</exception>
    public async Task<Dataset?> DatasetAsync(string? name)
    {
        if (name is null)
            return null;
        var all = await federation.Datasets.ListAsync(ct);
        return all.FirstOrDefault(d => d.Name == name) is { } found
            ? new(found.Name, found.Uri, found.SizeGB, found.Replicas)
            : throw GeofedErrors.DatasetNotFound(name, federation.Name, Suggestions.Nearest(name, all.Select(d => d.Name)));
    }

    /// <summary>The region as it is written where it is known.</summary>
    /// <exception cref="GeofedErrorException">There is no such region.</exception>
    public string? Near(string? name) => name is null ? null : KnownRegions.Get(apis.Home, name).Name;

    public IntentPlanning Planning() => new(federation.Name, federation.Api, new MemberAccess(federation.Api, apis.OpenMember), HomeAtlas.Of(apis.Home), Prices());

    /// <summary>Those of the file that is named, which must be there, or else of the home, which need not have one.</summary>
    public PriceList? Prices()
    {
        if (priceFile is null)
            return PriceFile.Read(apis.Home.PricesFile);
        var path = cmdlet.GetUnresolvedProviderPathFromPSPath(priceFile);
        return PriceFile.Read(path) ?? throw GeofedErrors.PathNotFound(path);
    }
}
