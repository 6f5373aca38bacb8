using System.Management.Automation;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Federations;

/// <summary>Creates a federation: a control plane that clusters can join.</summary>
/// <remarks>The control plane runs in this machine's Geofed server, which is started when it does not run. It speaks Karmada's API.</remarks>
/// <example>
/// <code>New-Federation prod</code>
/// <para>Creates the federation "prod".</para>
/// </example>
/// <example>
/// <code>if (-not (Get-Federation prod -ErrorAction Ignore)) { New-Federation prod }</code>
/// <para>Creates it unless it is there, as a script does that may run twice.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "Federation", SupportsShouldProcess = true)]
[OutputType(typeof(FederationInfo))]
public sealed class NewFederationCommand : GeofedCmdlet
{
    /// <summary>The federation's name: lower-case letters, digits and hyphens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>How long to wait until it runs, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override string Doing => "Creating the federation";

    private protected override async Task ProcessAsync()
    {
        foreach (var name in Name)
        {
            if (ShouldProcess(name, "Create federation"))
                await ForEachAsync(name, () => CreateAsync(name));
        }
    }

    private async Task CreateAsync(string name)
    {
        using var progress = new ProgressLine(this, "Creating federation");
        progress.Show(name);
        if (Apis.Attached.Find(name) is not null)
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
