using System.Management.Automation;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Federations;

/// <summary>Forgets federations that Connect-Federation has attached. They and what they run are left as they are.</summary>
/// <example>
/// <code>Disconnect-Federation karmada</code>
/// <para>Forgets one, with its credentials.</para>
/// </example>
/// <example>
/// <code>Get-Federation | Where-Object Attached | Disconnect-Federation</code>
/// <para>Forgets all that are attached.</para>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "Federation", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectFederationCommand : GeofedCmdlet
{
    /// <summary>Names of federations; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FederationNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Doing => "Disconnecting the federation";

    private protected override async Task ProcessAsync()
    {
        foreach (var federation in await FederationSelection.SelectAsync(Apis, Name, WriteError, Stop))
        {
            if (!federation.Attached)
                WriteError(GeofedErrors.FederationNotAttached(federation.Name).ToRecord(federation));
            else if (ShouldProcess(federation.Name, "Disconnect federation"))
                Apis.Attached.Detach(federation.Name);
        }
    }
}
