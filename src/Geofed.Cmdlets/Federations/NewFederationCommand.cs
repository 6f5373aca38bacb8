using System.Management.Automation;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Clusters;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Federations;

/// <summary>Creates a federation: a control plane that clusters can join.</summary>
/// <remarks>
/// The control plane runs in this machine's Geofed server, which is started when it does not run. It speaks Karmada's API.
/// With -HostCluster it is Karmada itself, on that cluster: its Helm chart is installed by the pulumi program, as a stack of its own; then its admin kubeconfig is read from the cluster, and the federation is
/// attached as by Connect-Federation. -WhatIf then writes what Pulumi would do, and -Confirm shows it. What a run left half done is gone on with by the same command.
/// </remarks>
/// <example>
/// <code>New-Federation prod</code>
/// <para>Creates the federation "prod".</para>
/// </example>
/// <example>
/// <code>if (-not (Get-Federation prod -ErrorAction Ignore)) { New-Federation prod }</code>
/// <para>Creates it unless it is there, as a script does that may run twice.</para>
/// </example>
/// <example>
/// <code>New-GeoCluster europe-west4 host -Project acme-ml | ForEach-Object { New-Federation prod -HostCluster $_ -Exposure External }</code>
/// <para>Creates a GKE cluster, and installs a Karmada on it that can be reached from everywhere.</para>
/// </example>
/// <example>
/// <code>New-Federation edge -HostCluster frankfurt -HostName karmada.acme.example -StorageClass standard -EtcdReplicas 1 -Replicas 1</code>
/// <para>Installs a small Karmada on an imported cluster, whose API is called by a name of one's own.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "Federation", SupportsShouldProcess = true, DefaultParameterSetName = "Local")]
[OutputType(typeof(FederationInfo), typeof(GeoClusterChange))]
public sealed partial class NewFederationCommand : ClusterCmdlet
{
    /// <summary>The federation's name: lower-case letters, digits and hyphens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>How long to wait until it runs, in seconds; with -HostCluster until its API answers when Pulumi is done, which is 600 when left out.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override string Doing => "Creating the federation";

    private protected override async Task ProcessAsync()
    {
        foreach (var name in Name)
        {
            if (HostCluster is not null)
                await ForEachAsync(name, () => InstallAsync(name));
            else if (ShouldProcess(name, "Create federation"))
                await ForEachAsync(name, () => CreateAsync(name));
        }
    }

    private async Task CreateAsync(string name)
    {
        using var progress = new ProgressLine(this, "Creating federation");
        progress.Show(name);
        if (RemoteFederations.Find(Apis, name) is not null)
            throw GeofedErrors.FederationExists(name);
        try
        {
            WriteObject(await new FederationInventory(await Apis.RootAsync(Stop), Time).CreateAsync(name, TimeSpan.FromSeconds(TimeoutSec), Stop) with { Members = [] });
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            throw GeofedErrors.FederationExists(name);
        }
    }
}
