using Geofed.Clusters.Karmada;
using Geofed.Clusters.Stacks;
using Geofed.Federation;

namespace Geofed.Cmdlets.Connections;

/// <summary>Federations that something else than this machine's server serves: those that are attached, and those whose Karmada is being installed, or was.</summary>
internal static class RemoteFederations
{
    public static IReadOnlyList<FederationInfo> List(IApiSource apis)
    {
        var installed = new KarmadaInstallations(apis.Home, TimeProvider.System).List().ToDictionary(i => i.Federation);
        var attached = apis.Attached.List().Select(f => installed.Remove(f.Name, out var own) ? f with { HostCluster = own.HostCluster, Message = f.Message ?? own.Message } : f).ToList();
        return [.. attached.Concat(installed.Values.Select(Unattached)).OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    public static FederationInfo? Find(IApiSource apis, string name) => List(apis).FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static FederationInfo Unattached(KarmadaInstallation own) => new(own.Federation)
    {
        Status = own.Status == nameof(StackPhase.Running) ? "Disconnected" : own.Status,
        Message = own.Message ?? $"New-Federation {own.Federation} -HostCluster {own.HostCluster} goes on from there.",
        Attached = true,
        HostCluster = own.HostCluster,
        CreatedAt = own.CreatedAt,
    };
}
