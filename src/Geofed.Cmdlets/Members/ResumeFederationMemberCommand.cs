using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Members;

/// <summary>Lets members take new workloads again after Suspend-FederationMember.</summary>
/// <remarks>What has moved away stays where it went; Update-FederatedPlacement brings it back.</remarks>
/// <example>
/// <code>Resume-FederationMember us-west1; Update-FederatedPlacement *</code>
/// <para>The member takes workloads again, and those that are there are placed anew.</para>
/// </example>
/// <example>
/// <code>Get-FederationMember | Where-Object Suspended | Resume-FederationMember -PassThru</code>
/// <para>Ends all suspensions.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "FederationMember", SupportsShouldProcess = true)]
[OutputType(typeof(FederationMember))]
public sealed class ResumeFederationMemberCommand : MemberCmdlet
{
    /// <summary>Names of members; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Writes the members.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Resuming the member";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        foreach (var member in await SelectAsync(Name))
        {
            await ForEachAsync(member, async () =>
            {
                if (!ShouldProcess($"{member.Name} in federation '{federation.Name}'", "Take new workloads"))
                    return;
                var changed = await federation.Members.ChangeAsync(member.Name, MemberChange.Resume, Stop);
                if (PassThru)
                    WriteObject(changed);
            });
        }
    }
}
