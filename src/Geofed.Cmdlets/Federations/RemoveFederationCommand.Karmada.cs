using Geofed.Clusters.Karmada;
using Geofed.Cmdlets.Clusters;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Cmdlets.Federations;

/// <content>Karmada on a host cluster.</content>
public sealed partial class RemoveFederationCommand
{
    private async Task UninstallAsync(FederationInfo federation)
    {
        var installations = new KarmadaInstallations(Apis.Home, Time);
        if (installations.Find(federation.Name) is { CanGoOn: false, Status: var status })
            throw GeofedErrors.FederationNotRunning(federation.Name, status);
        if (!Force)
            await CheckMembersAsync(federation);
        var host = Apis.Imported.Find(federation.HostCluster!) ?? Gke.Find(federation.HostCluster!);
        if (host?.Kubeconfig is null && !Force)
            throw GeofedErrors.HostClusterGone(federation.Name, federation.HostCluster!);
        var plan = this.AsksToConfirm() ? await installations.PreviewRemovalAsync(federation.Name, Stop) : null;
        if (!this.Agreed($"{federation.Name} on cluster {federation.HostCluster}", "Delete federation, and Karmada with all that it knows", plan, out var whatIf))
        {
            if (whatIf)
                WriteObject(plan ?? await installations.PreviewRemovalAsync(federation.Name, Stop), enumerateCollection: true);
            return;
        }
        using (var progress = new ProgressLine(this, $"Deleting federation '{federation.Name}'"))
        {
            if (Force && federation is { Status: LocalApi.Running, Kubeconfig: not null })
                await LetMembersGoAsync(federation, progress);
        }
        var kubeconfig = host?.Kubeconfig is { } path ? HostKubeconfig.Load(path) : null;
        await RunPulumiAsync(news => installations.RemoveAsync(federation.Name, kubeconfig, news, Stop));
        Apis.Attached.Detach(federation.Name);
    }

    private async Task CheckMembersAsync(FederationInfo federation)
    {
        if (federation is not { Status: LocalApi.Running, Kubeconfig: not null })
            return;
        try
        {
            var members = await FederationConnection.Open(Apis, federation).Members.ListAsync(Stop);
            if (members.Count > 0)
                throw GeofedErrors.FederationHasMembers(federation.Name, members.Select(m => m.Name));
        }
        catch (Exception e) when (e is ClusterUnreachableException or KubeApiException)
        {
            throw GeofedErrors.MembersUnknown(federation.Name, e);
        }
    }
}
