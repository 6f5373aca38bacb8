using System.Collections.Concurrent;
using System.Management.Automation;
using Geofed.Client;
using Geofed.Clusters;
using Geofed.Clusters.Karmada;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Clusters;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Federations;

/// <content>Karmada on a host cluster.</content>
public sealed partial class NewFederationCommand
{
    private const int UsualTimeoutSec = 600;
    private static readonly KarmadaSpec Usual = new("", "");

    /// <summary>Installs Karmada on this cluster, by name or as Get-GeoCluster writes it, instead of serving the federation on this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Karmada", ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? HostCluster { get; set; }

    /// <summary>From where Karmada's API can be called: Internal (its VPC, and what is connected to that) when left out, External (everywhere), or ClusterOnly, which needs -HostName.</summary>
    [Parameter(ParameterSetName = "Karmada", ValueFromPipelineByPropertyName = true)]
    public KarmadaExposure Exposure { get; set; } = Usual.Exposure;

    /// <summary>DNS names or addresses for Karmada's certificate, the first of them the one by which its API is called; the address of its load balancer when left out.</summary>
    [Parameter(ParameterSetName = "Karmada", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] HostName { get; set; } = [];

    /// <summary>Storage class of etcd's volumes; premium-rwo, which GKE has, when left out.</summary>
    [Parameter(ParameterSetName = "Karmada", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string StorageClass { get; set; } = Usual.StorageClass;

    /// <summary>Version of Karmada's Helm chart; v1.18.1 when left out.</summary>
    [Parameter(ParameterSetName = "Karmada", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string ChartVersion { get; set; } = Usual.ChartVersion;

    /// <summary>Replicas of Karmada's API server and of its controllers; 2 when left out. API servers need a node each.</summary>
    [Parameter(ParameterSetName = "Karmada", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 10)]
    public int Replicas { get; set; } = Usual.Replicas;

    /// <summary>Members of etcd; 3 when left out.</summary>
    [Parameter(ParameterSetName = "Karmada", ValueFromPipelineByPropertyName = true)]
    [ValidateSet("1", "3", "5")]
    public int EtcdReplicas { get; set; } = Usual.EtcdReplicas;

    /// <summary>Where Pulumi keeps the state, e.g. gs://bucket/path; $env:PULUMI_BACKEND_URL or a folder of Geofed's home when left out.</summary>
    [Parameter(ParameterSetName = "Karmada")]
    [ValidateNotNullOrEmpty]
    public string? Backend { get; set; }

    /// <summary>What locks secrets in the state, e.g. gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k; a passphrase when left out.</summary>
    [Parameter(ParameterSetName = "Karmada")]
    [ValidateNotNullOrEmpty]
    public string? SecretsProvider { get; set; }

    private async Task InstallAsync(string name)
    {
        var host = await FindClusterAsync(HostCluster!) is { Simulated: false } found ? found : throw GeofedErrors.HostClusterSimulated(HostCluster!);
        var installations = new KarmadaInstallations(Apis.Home, Time, Backend, SecretsProvider);
        await CheckNameAsync(name, host, installations);
        var kubeconfig = HostKubeconfig.Load(host.Kubeconfig ?? throw GeofedErrors.ClusterNotRunning(host.Name, host.Status));
        if (kubeconfig.MissingProgram(ProgramPath.Find) is { } program)
            throw GeofedErrors.HostProgramMissing(host.Name, program);
        var spec = Build(name, host, kubeconfig);
        var plan = this.AsksToConfirm() ? await installations.PreviewAsync(spec, kubeconfig, Stop) : null;
        if (!this.Agreed($"{name} on cluster {host.Name}", "Create federation by installing Karmada", plan, out var whatIf))
        {
            if (whatIf)
                WriteObject(plan ?? await installations.PreviewAsync(spec, kubeconfig, Stop), enumerateCollection: true);
            return;
        }
        if (spec.KubeconfigIsSecret)
            WriteWarning($"The kubeconfig of cluster '{host.Name}' holds a secret: a copy that only you can read lies in {installations.KubeconfigPath(spec)}, and an encrypted one in the stack's state.");
        // What was put in order is heard on other threads.
        var mended = new ConcurrentQueue<string>();
        await RunPulumiAsync(news => installations.InstallAsync(spec, kubeconfig, mended.Enqueue, news, Stop));
        foreach (var text in mended)
            WriteVerbose(text);
        WriteObject(await AttachAsync(spec, host));
    }

    private async Task<FederationInfo> AttachAsync(KarmadaSpec spec, GeoCluster host)
    {
        var patience = TimeSpan.FromSeconds(MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec)) ? TimeoutSec : UsualTimeoutSec);
        using var progress = new ProgressLine(this, $"Creating federation '{spec.Federation}'");
        progress.Show("waiting for its address");
        var access = await KarmadaAccess.ReadAsync(spec, Apis.Open(host.Kubeconfig!), patience, Time, Stop);
        progress.Show($"waiting for {access} to answer");
        try
        {
            var info = await Apis.Attached.AttachAsync(spec.Federation, access.Kubeconfig, null, file => FederationReadiness.WaitAsync(spec.Federation, Apis.Open(file), patience, Time, Stop));
            return await FederationSelection.WithMembersAsync(Apis, info with { HostCluster = host.Name }, Stop);
        }
        catch (TimeoutException e)
        {
            throw GeofedErrors.FederationOutOfReach(spec, access.Balancer, e);
        }
    }

    /// <summary>The name must be free, or that of what an earlier run left half done; and a cluster has room for one Karmada.</summary>
    private async Task CheckNameAsync(string name, GeoCluster host, KarmadaInstallations installations)
    {
        AttachedFederations.Check(name);
        var (own, isAttached) = (installations.Find(name), Apis.Attached.Find(name) is not null);
        var isHalfDone = own is { CanGoOn: true } && own.HostCluster == host.Name && !(isAttached && own.Status == nameof(StackPhase.Running));
        if ((own is not null || isAttached) && !isHalfDone)
            throw GeofedErrors.FederationExists(name);
        if (await Apis.RunningRootAsync(Stop) is { } root && await new FederationInventory(root, Time).FindAsync(name, Stop) is not null)
            throw GeofedErrors.FederationExists(name);
        if (installations.List().FirstOrDefault(i => i.HostCluster == host.Name && i.Federation != name) is { } other)
            throw GeofedErrors.HostClusterTaken(host.Name, other.Federation);
    }

    private KarmadaSpec Build(string name, GeoCluster host, HostKubeconfig kubeconfig)
    {
        if (HostName.FirstOrDefault(n => Uri.CheckHostName(n) == UriHostNameType.Unknown) is { } wrong)
            throw new FormatException($"'{wrong}' is no DNS name and no address.");
        if (Exposure == KarmadaExposure.ClusterOnly && HostName.Length == 0)
            throw GeofedErrors.HostNameMissing(name);
        return new(name, host.Name)
        {
            KubeconfigIsSecret = kubeconfig.HoldsSecret,
            ChartVersion = ChartVersion,
            Hosts = HostName,
            StorageClass = StorageClass,
            EtcdReplicas = EtcdReplicas,
            Replicas = Replicas,
            Exposure = Exposure,
        };
    }
}
