using System.Management.Automation;
using Geofed.Client;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Federations;

/// <summary>Tells how federations are: whether they answer, which control plane serves them, what it lacks of what cmdlets can ask for, and how each member is.</summary>
/// <example>
/// <code>Test-Federation</code>
/// <para>Shows how all federations are.</para>
/// </example>
/// <example>
/// <code>(Test-Federation karmada).Lacks; (Test-Federation karmada).Members</code>
/// <para>Shows what a real Karmada does not do, and whether its members answer this machine.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "Federation")]
[OutputType(typeof(FederationHealth))]
public sealed class TestFederationCommand : GeofedCmdlet
{
    /// <summary>Names of federations; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FederationNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override string Doing => "Testing the federation";

    private protected override async Task ProcessAsync()
    {
        var chosen = await FederationSelection.SelectAsync(Apis, Name, WriteError, Stop);
        await ForAllAsync(chosen, TestAsync, (_, health) => WriteObject(health));
    }

    /// <summary>What does not answer is an answer, too.</summary>
    private async Task<FederationHealth> TestAsync(FederationInfo info)
    {
        try
        {
            var connection = FederationConnection.Open(Apis, info);
            return await new FederationProbe(info, connection.Api, new(connection.Api, Apis.OpenMember), Time).RunAsync(Stop);
        }
        catch (Exception e) when (e is ClusterUnreachableException or KubeApiException or GeofedErrorException)
        {
            return new(info.Name) { Endpoint = info.Endpoint, Reason = e.Message };
        }
    }
}
