using System.Management.Automation;
using System.Text;
using Geofed.Client;
using Geofed.Clusters;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Federation.Joining;
using Geofed.Model;

namespace Geofed.Cmdlets.Members;

/// <summary>Makes clusters members of a federation.</summary>
/// <remarks>
/// The federation gets an account of its own on each cluster, as "karmadactl join" makes it, and is ready to place workloads there when
/// the member is written. All clusters of one pipeline join at the same time. Joining a member again changes nothing.
/// </remarks>
/// <example>
/// <code>Get-GeoCluster | Join-Federation</code>
/// <para>Makes all clusters members of the only federation.</para>
/// </example>
/// <example>
/// <code>Join-Federation us-west1, europe-west1 -Federation prod</code>
/// <para>Makes two clusters members of "prod".</para>
/// </example>
[Cmdlet(VerbsCommon.Join, "Federation", SupportsShouldProcess = true)]
[OutputType(typeof(FederationMember))]
public sealed class JoinFederationCommand : FederationCmdlet
{
    private readonly List<(FederationConnection Federation, GeoCluster Cluster)> _joining = [];

    /// <summary>Names of clusters; wildcards are allowed. The member gets the name of the cluster.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Cluster")]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Writes each member as soon as it has joined, without waiting until the federation has seen it ready.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>How long to wait for a member, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override string Doing => "Joining the federation";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var all = await ClusterCatalogue.Open(Apis, await Apis.RootAsync(Stop)).ListAsync(Stop);
        foreach (var cluster in NamePatterns.Select(all, c => c.Name, Name, name => WriteError(Missing(name, all))))
        {
            if (ShouldProcess(cluster.Name, $"Join federation '{federation.Name}'"))
                _joining.Add((federation, cluster));
        }
    }

    private protected override async Task EndAsync()
    {
        if (_joining.Count == 0)
            return;
        using var progress = new ProgressLine(this, "Joining");
        var joined = 0;
        progress.Show(string.Join(", ", _joining.Select(j => j.Cluster.Name)), 0, _joining.Count);
        await ForAllAsync(_joining, j => JoinAsync(j.Federation, j.Cluster, Stop), (j, member) =>
        {
            progress.Show($"{j.Cluster.Name} is {member.Status}", ++joined, _joining.Count);
            WriteObject(member);
            if (!NoWait && !member.IsReady)
                WriteError(GeofedErrors.MemberNotReady(member.Name, member.Federation, member.Reason ?? member.Status).ToRecord(member));
        }, j => j.Cluster);
    }

    private async Task<FederationMember> JoinAsync(FederationConnection federation, GeoCluster cluster, CancellationToken ct)
    {
        if (cluster is not { Kubeconfig: { } kubeconfig, Endpoint: { } endpoint })
            throw GeofedErrors.ClusterNotRunning(cluster.Name, cluster.Status);
        var connection = Kubeconfig.Load(kubeconfig).Connect();
        var options = new JoinOptions(cluster.Name, new(endpoint))
        {
            CertificateAuthority = connection.CertificateAuthority is { } ca ? Encoding.ASCII.GetString(ca) : null,
            SkipTlsVerification = connection.Insecure,
            Provider = cluster.Provider,
            Region = cluster.Region,
            Zones = cluster.Zones,
            Patience = TimeSpan.FromSeconds(TimeoutSec),
        };
        var document = await MemberJoin.JoinAsync(Apis.Open(kubeconfig), federation.Api, options, ct).ConfigureAwait(false);
        return (NoWait ? null : await federation.Members.WaitUntilReadyAsync(cluster.Name, TimeSpan.FromSeconds(TimeoutSec), ct).ConfigureAwait(false))
            ?? FederationMember.From(federation.Name, document);
    }

    private static ErrorRecord Missing(string name, IEnumerable<GeoCluster> all) =>
        GeofedErrors.ClusterNotFound(name, Suggestions.Nearest(name, all.Select(c => c.Name))).ToRecord(name);
}
