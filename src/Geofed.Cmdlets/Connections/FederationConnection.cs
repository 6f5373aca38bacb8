using Geofed.Federation;
using Geofed.Federation.Datasets;
using Geofed.Federation.Services;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Cmdlets.Connections;

/// <summary>A federation that a cmdlet works with.</summary>
internal sealed record FederationConnection(FederationInfo Info, IKubeApi Api)
{
    public string Name => Info.Name;

    public FederationMembers Members => new(Name, Api, TimeProvider.System);

    public FederatedResources Resources { get; } = new(Info.Name, Api, TimeProvider.System);

    public FederationPolicies<FederatedPlacement> Placements => FederationPolicies.Placements(Name, Api);

    public FederationPolicies<FederatedOverride> Overrides => FederationPolicies.Overrides(Name, Api);

    public DeploymentRollouts Rollouts => new(Name, Api, TimeProvider.System);

    public FederatedDatasets Datasets => new(Name, Api, TimeProvider.System);

    public FederatedJobs Jobs => new(Name, Api, TimeProvider.System);

    public FederatedServices Services => new(Name, Api, TimeProvider.System);

    public FederatedDeployments Deployments => new(Name, Api, TimeProvider.System);

    /// <summary>The federation of that name, or the only one when no name is given.</summary>
    /// <exception cref="GeofedErrorException">There is none, or there are several to choose from, or it does not run.</exception>
    public static async Task<FederationConnection> OpenAsync(IApiSource apis, string? name, CancellationToken ct)
    {
        // One that something else serves needs no server on this machine.
        if (name is not null && RemoteFederations.Find(apis, name) is { } remote)
            return Open(apis, remote);
        return Open(apis, Choose(await FederationCatalogue.ListAsync(apis, await apis.RootAsync(ct).ConfigureAwait(false), ct).ConfigureAwait(false), name));
    }

    public static FederationConnection Open(IApiSource apis, FederationInfo info) =>
        info is { Status: LocalApi.Running, Kubeconfig: { } kubeconfig } ? new(info, apis.Open(kubeconfig)) : throw GeofedErrors.FederationNotRunning(info.Name, info.Status);

    internal static FederationInfo Choose(IReadOnlyList<FederationInfo> all, string? name)
    {
        if (name is not null)
            return all.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw GeofedErrors.FederationNotFound(name, Suggestions.Nearest(name, all.Select(f => f.Name)));
        return all.Count switch
        {
            0 => throw GeofedErrors.NoFederation(),
            1 => all[0],
            _ => throw GeofedErrors.FederationAmbiguous(all.Select(f => f.Name)),
        };
    }
}
