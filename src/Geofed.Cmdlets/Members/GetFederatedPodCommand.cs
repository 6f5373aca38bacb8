using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Members;

/// <summary>Gets pods in the members of a federation.</summary>
/// <remarks>The members are asked directly and at the same time. One that does not answer is an error about that member; the pods of the others are written.</remarks>
/// <example>
/// <code>Get-FederatedPod serve</code>
/// <para>Gets the pods of a deployment in all members.</para>
/// </example>
/// <example>
/// <code>Get-FederatedPod -Cluster us-* -Namespace * | Where-Object Status -ne Running</code>
/// <para>Gets the pods that do not run in the members whose names start with "us-".</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederatedPod")]
[OutputType(typeof(FederatedPod))]
public sealed class GetFederatedPodCommand : MemberCmdlet
{
    /// <summary>Only pods of this workload.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The workload's kind.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceKindCompleter))]
    [ValidateNotNullOrEmpty]
    public string Kind { get; set; } = "Deployment";

    /// <summary>The namespace; * for all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Namespace { get; set; } = "default";

    /// <summary>Only in these members; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [SupportsWildcards]
    public string[]? Cluster { get; set; }

    private protected override string Doing => "Getting pods";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var workload = Name is null ? null : (await WorkloadAsync(federation, Kind, Namespace, Name)).Template;
        var pods = new FederatedPods(federation.Name, new(federation.Api, Apis.OpenMember));
        var members = await SelectAsync(Cluster);
        await ForAllAsync(members, m => pods.ListAsync(m.Name, Namespace == "*" ? null : Namespace, workload, Stop), (_, found) => WriteObject(found, enumerateCollection: true));
    }
}
