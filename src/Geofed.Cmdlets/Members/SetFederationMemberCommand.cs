using System.Collections;
using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Members;

/// <summary>Changes labels and taints of members, by which policies choose among them.</summary>
/// <example>
/// <code>Set-FederationMember us-west1 -Label @{ tier = 'gold'; trial = $null }</code>
/// <para>Sets one label and removes another.</para>
/// </example>
/// <example>
/// <code>Get-FederationMember | Where-Object { $_.Gpu.Free -gt 0 } | Set-FederationMember -Taint 'gpu=true:NoSchedule' -PassThru</code>
/// <para>Keeps members that have free GPUs for workloads whose policy tolerates the taint.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "FederationMember", SupportsShouldProcess = true)]
[OutputType(typeof(FederationMember))]
public sealed class SetFederationMemberCommand : MemberCmdlet
{
    /// <summary>Names of members; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Labels to set; those of value $null are removed.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>Taints to set, as kubectl writes them: key=value:NoSchedule, or NoExecute, which also drives away what is there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Taint { get; set; } = [];

    /// <summary>Taints to remove: a key, or a key and an effect, e.g. gpu:NoSchedule.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] RemoveTaint { get; set; } = [];

    /// <summary>Writes the members.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Changing the member";

    private protected override async Task ProcessAsync()
    {
        var change = new MemberChange { Labels = StringMaps.Nullable(Label), AddTaints = Taint, RemoveTaints = RemoveTaint };
        if (change.IsNothing)
            throw GeofedErrors.NothingToChange(string.Join(", ", Name), "-Label, -Taint or -RemoveTaint");
        var federation = await ConnectAsync();
        foreach (var member in await SelectAsync(Name))
        {
            await ForEachAsync(member, async () =>
            {
                if (!ShouldProcess($"{member.Name} in federation '{federation.Name}'", $"Set {Changes(change)}"))
                    return;
                var changed = await federation.Members.ChangeAsync(member.Name, change, Stop);
                if (PassThru)
                    WriteObject(changed);
            });
        }
    }

    private static string Changes(MemberChange change) =>
        string.Join(", ", change.Labels.Select(l => $"{l.Key}={l.Value}").Concat(change.AddTaints).Concat(change.RemoveTaints.Select(t => t + "-")));
}
