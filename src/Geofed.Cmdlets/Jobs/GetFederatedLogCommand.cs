using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Members;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Jobs;

/// <summary>Gets what the containers of a workload have written, from all clusters where it has pods.</summary>
/// <remarks>The clusters are asked directly and at the same time. One that gives no logs is an error about that cluster; simulated ones give none, since no container runs there.</remarks>
/// <example>
/// <code>Get-FederatedLog finetune -Tail 20</code>
/// <para>Gets the last twenty lines of each container of a job.</para>
/// </example>
/// <example>
/// <code>Get-FederatedLog serve -Kind Deployment | Where-Object Text -like '*error*'</code>
/// <para>Gets the lines of a deployment that tell of errors, with the cluster and the pod that each is from.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederatedLog")]
[OutputType(typeof(FederatedLogLine))]
public sealed class GetFederatedLogCommand : MemberCmdlet
{
    /// <summary>The workload's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The workload's kind.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceKindCompleter))]
    [ValidateNotNullOrEmpty]
    public string Kind { get; set; } = "Job";

    /// <summary>The namespace.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Namespace { get; set; } = "default";

    /// <summary>Only from these members; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [SupportsWildcards]
    public string[]? Cluster { get; set; }

    /// <summary>Only of this container; of all when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Container { get; set; }

    /// <summary>Only so many of the last lines of each container.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Tail { get; set; }

    private protected override string Doing => "Getting logs";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var (kind, workload) = await WorkloadAsync(federation, Kind, Namespace, Name);
        var placed = (await federation.Resources.GetAsync(kind, workload.Key(), Stop)).Clusters.Select(c => c.Cluster).ToHashSet();
        var members = (await SelectAsync(Cluster)).Where(m => placed.Contains(m.Name)).ToList();
        if (members.Count == 0)
            WriteWarning($"{kind.Kind} '{Name}' has no pods {(placed.Count == 0 ? "in any cluster yet" : "there; it is in " + string.Join(", ", placed.Order(StringComparer.Ordinal)))}.");
        var logs = new FederatedLogs(federation.Name, new(federation.Api, Apis.OpenMember));
        await ForAllAsync(members, m => ReadAsync(logs, m.Name, kind, workload), (_, lines) => WriteObject(lines, enumerateCollection: true));
    }

    private async Task<IReadOnlyList<FederatedLogLine>> ReadAsync(FederatedLogs logs, string member, ApiResource kind, System.Text.Json.Nodes.JsonObject workload)
    {
        try
        {
            return await logs.ReadAsync(member, workload, Container, Tail, Stop).ConfigureAwait(false);
        }
        catch (KubeApiException e)
        {
            throw GeofedErrors.NoLog(member, kind.Kind, workload.Name(), e.Message);
        }
    }
}
