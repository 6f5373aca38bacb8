using System.Management.Automation;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Policies;

/// <summary>Deletes policies that change what they select in some clusters. What they have changed becomes as it is elsewhere.</summary>
/// <example>
/// <code>Remove-FederatedOverride canary</code>
/// <para>Deletes one override, after asking.</para>
/// </example>
/// <example>
/// <code>Get-FederatedOverride test-* | Remove-FederatedOverride -Confirm:$false</code>
/// <para>Deletes the overrides whose names start with "test-", without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "FederatedOverride", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveFederatedOverrideCommand : PolicyCmdlet
{
    /// <summary>Names of overrides; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OverrideNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Doing => "Deleting the override";

    private protected override async Task ProcessAsync() => await RemoveAsync((await ConnectAsync()).Overrides, "override", Name);
}
