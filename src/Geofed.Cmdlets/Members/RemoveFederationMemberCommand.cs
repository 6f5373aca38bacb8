using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;

namespace Geofed.Cmdlets.Members;

/// <summary>Lets clusters leave a federation: what it runs there is withdrawn, and its account there deleted. The clusters stay.</summary>
/// <example>
/// <code>Remove-FederationMember asia-east1</code>
/// <para>Lets one cluster leave the only federation, after asking.</para>
/// </example>
/// <example>
/// <code>Get-FederationMember | Where-Object Status -eq NotReady | Remove-FederationMember -Force</code>
/// <para>Forgets the members that do not answer.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "FederationMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveFederationMemberCommand : MemberCmdlet
{
    private readonly List<(FederationConnection Federation, string Member)> _leaving = [];

    /// <summary>Names of members; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Gives up on members that do not answer: what the federation runs there stays there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long to wait until a member is free of what the federation runs there, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override string Doing => "Removing the member";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        foreach (var member in await SelectAsync(Name))
        {
            if (ShouldProcess(member.Name, $"Remove from federation '{federation.Name}', with what it runs there"))
                _leaving.Add((federation, member.Name));
        }
    }

    private protected override async Task EndAsync()
    {
        if (_leaving.Count == 0)
            return;
        using var progress = new ProgressLine(this, "Removing members");
        progress.Show(string.Join(", ", _leaving.Select(l => l.Member)));
        await ForAllAsync(_leaving, LeaveAsync, (leaving, _) => WriteVerbose($"'{leaving.Member}' has left federation '{leaving.Federation.Name}'."), leaving => leaving.Member);
    }

    private async Task<bool> LeaveAsync((FederationConnection Federation, string Member) leaving)
    {
        await new MemberDeparture(leaving.Federation, Apis, Force, TimeSpan.FromSeconds(TimeoutSec)).RemoveAsync(leaving.Member, Stop).ConfigureAwait(false);
        return true;
    }
}
