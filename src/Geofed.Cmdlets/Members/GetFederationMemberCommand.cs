using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Members;

/// <summary>Gets the members of a federation: where they are, whether they answer, and what they have to offer.</summary>
/// <example>
/// <code>Get-FederationMember</code>
/// <para>Gets all members of the only federation.</para>
/// </example>
/// <example>
/// <code>Get-FederationMember -Federation prod | Where-Object Status -ne Ready</code>
/// <para>Gets the members of "prod" that do not answer.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederationMember")]
[OutputType(typeof(FederationMember))]
public sealed class GetFederationMemberCommand : MemberCmdlet
{
    /// <summary>Names of members; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override async Task ProcessAsync() => WriteObject(await SelectAsync(Name), enumerateCollection: true);
}
