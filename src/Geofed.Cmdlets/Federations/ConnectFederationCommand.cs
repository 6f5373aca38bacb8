using System.Management.Automation;
using Geofed.Client;
using Geofed.Cmdlets.Clusters;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Federations;

/// <summary>Attaches a federation that something else serves, e.g. a real Karmada, so that every cmdlet works on it.</summary>
/// <remarks>
/// One context of the kubeconfig is copied into Geofed's home, into a file that only its owner may read. Connecting again under the same name takes the place of the
/// former credentials. Disconnect-Federation forgets it; what it runs is left as it is.
/// </remarks>
/// <example>
/// <code>Connect-Federation karmada -Kubeconfig /etc/karmada/karmada-apiserver.config; Test-Federation karmada</code>
/// <para>Attaches a Karmada, and shows its version, what it lacks, and how its members are.</para>
/// </example>
/// <example>
/// <code>Connect-Federation prod -Context karmada-apiserver; Get-FederationMember -Federation prod</code>
/// <para>Attaches a context of the kubeconfig that kubectl uses.</para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "Federation", SupportsShouldProcess = true)]
[OutputType(typeof(FederationInfo))]
public sealed class ConnectFederationCommand : GeofedCmdlet
{
    /// <summary>The name that the federation is to have here.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The kubeconfig file; the one that kubectl uses when left out ($env:KUBECONFIG or ~/.kube/config).</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Kubeconfig { get; set; }

    /// <summary>The context; the file's current one when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Context { get; set; }

    private protected override string Doing => "Connecting the federation";

    private protected override async Task ProcessAsync()
    {
        var path = KubeconfigExport.Resolve(this, Kubeconfig);
        await ForEachAsync(Name, async () =>
        {
            if (!File.Exists(path))
                throw GeofedErrors.PathNotFound(path);
            var source = Client.Kubeconfig.Load(path);
            var endpoint = source.Connect(Context).Endpoint.ToString();
            if (await Apis.RunningRootAsync(Stop) is { } root && await new FederationInventory(root, Time).FindAsync(Name, Stop) is not null)
                throw GeofedErrors.FederationExists(Name);
            if (!ShouldProcess($"{Name} at {endpoint}", "Connect federation"))
                return;
            var info = await Apis.Attached.AttachAsync(Name, source, Context, async file =>
            {
                if ((await KarmadaCapabilities.ReadAsync(Apis.Open(file), Stop)).Engine is null)
                    throw GeofedErrors.NotAFederation(endpoint);
            });
            WriteObject(await FederationSelection.WithMembersAsync(Apis, info, Stop));
        });
    }
}
