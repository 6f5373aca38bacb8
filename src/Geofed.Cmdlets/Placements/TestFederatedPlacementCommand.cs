using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Placements;

/// <summary>Tells where a workload would go, how many replicas where, and for each cluster why or why not. Changes nothing.</summary>
/// <remarks>
/// The answer is that of the scheduler that the control plane itself runs, on what is free in the members' nodes at this moment. The workload is one that is
/// published already, a manifest, or so many replicas with these needs. Also for a state that is only supposed: without clusters that there are, and with some that there are not.
/// </remarks>
/// <example>
/// <code>Test-FederatedPlacement serve -Without us-west1</code>
/// <para>Shows where the replicas of a deployment would go if us-west1, a member or all of a region, were lost.</para>
/// </example>
/// <example>
/// <code>Test-FederatedPlacement -Replicas 12 -Gpu 1 -Accelerator nvidia-l4 -With @{ Region = 'us-east1'; NodeCount = 1; Accelerator = 'nvidia-l4'; GpuNodeCount = 4 }</code>
/// <para>Shows how twelve replicas with one GPU each would be divided if there were another cluster.</para>
/// </example>
/// <example>
/// <code>Test-FederatedPlacement -Path ./serve.yaml -Region europe-west1 | Where-Object Chosen</code>
/// <para>Shows the clusters that the workload of a manifest would run in.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "FederatedPlacement", DefaultParameterSetName = "Request")]
[OutputType(typeof(ClusterForecast))]
public sealed class TestFederatedPlacementCommand : DivisionCmdlet
{
    /// <summary>The name of a workload that is published.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The workload's kind.</summary>
    [Parameter(Position = 1, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ResourceKindCompleter))]
    [ValidateNotNullOrEmpty]
    public string Kind { get; set; } = "Deployment";

    /// <summary>Manifests, or folders of them; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>What Get-FederatedDeployment or Get-FederatedResource has written, or a manifest as YAML or JSON text, as a hashtable, or as ConvertFrom-Json gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "InputObject", ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>GPUs of each replica.</summary>
    [Parameter(ParameterSetName = "Request")]
    [ValidateRange(0, 16)]
    public int Gpu { get; set; }

    /// <summary>The GPU that each replica needs, e.g. nvidia-l4; any when left out.</summary>
    [Parameter(ParameterSetName = "Request")]
    [ArgumentCompleter(typeof(AcceleratorCompleter))]
    public string? Accelerator { get; set; }

    /// <summary>CPU that each replica requests, e.g. 2 or 500m.</summary>
    [Parameter(ParameterSetName = "Request")]
    public string? Cpu { get; set; }

    /// <summary>Memory that each replica requests, e.g. 8Gi.</summary>
    [Parameter(ParameterSetName = "Request")]
    public string? Memory { get; set; }

    /// <summary>Replicas of all clusters together, instead of the workload's own.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Replicas { get; set; }

    /// <summary>The namespace; with a manifest, instead of the manifest's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Members, or regions, that are supposed to be lost; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [SupportsWildcards]
    public string[] Without { get; set; } = [];

    /// <summary>Clusters that are supposed to be there: regions, or hashtables with the keys Name, Region, NodeCount, MachineType, Accelerator, AcceleratorCount and GpuNodeCount.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public object[] With { get; set; } = [];

    private protected override string Doing => "Testing the placement";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var members = await federation.Members.ListAsync(Stop);
        var with = With.Select(HypotheticalInput.Read).ToList();
        var lost = Lost(members, federation.Name);
        var (placement, regions) = await PlaceAsync(federation, [.. members, .. with.Select(w => new FederationMember(w.Name, federation.Name) { Region = w.Region })]);
        var input = new ForecastInput(this, federation, Namespace, Stop);
        var workloads = ParameterSetName switch
        {
            "Name" => [await input.PublishedAsync(Kind, Name)],
            "Path" => await input.FromPathsAsync(Path),
            "InputObject" => await input.FromObjectAsync(InputObject!),
            _ => [(DeploymentTemplate.Kind, Request(), false)],
        };
        foreach (var (kind, template, published) in workloads)
        {
            await ForEachAsync($"{kind.Kind}/{template.Name()}", async () =>
            {
                if (Replicas is { } replicas)
                    template.Ensure("spec")[kind.Kind == "Job" ? "parallelism" : "replicas"] = replicas;
                var policy = published && placement.IsDefault ? null : PropagationPolicy.For(template, placement, regions);
                var forecasts = new PlacementForecasts(federation.Name, federation.Api, new(federation.Api, Apis.OpenMember));
                var forecast = await forecasts.ForecastAsync(new(kind, template) { Policy = policy, Without = lost, With = with }, Stop);
                if (!forecast.Placed)
                    WriteWarning($"{kind.Kind} '{template.Name()}' would not be placed: {forecast.Message}");
                WriteObject(forecast.Clusters, enumerateCollection: true);
            });
        }
    }

    private IReadOnlyList<string> Lost(IReadOnlyList<FederationMember> members, string federation)
    {
        var lost = new List<string>();
        foreach (var wanted in Without)
        {
            var pattern = new WildcardPattern(wanted, WildcardOptions.IgnoreCase);
            var found = members.Where(m => pattern.IsMatch(m.Name) || pattern.IsMatch(m.Region)).Select(m => m.Name).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
                throw GeofedErrors.MemberNotFound(wanted, federation, Suggestions.Nearest(wanted, members.Select(m => m.Name)));
            lost.AddRange(found);
        }
        return [.. lost.Distinct()];
    }

    private JsonObject Request() => DeploymentTemplate.From(new DeploymentRequest("forecast", "forecast")
    {
        Namespace = Namespace ?? "default",
        Gpu = Gpu,
        Accelerator = Accelerator,
        Cpu = Cpu,
        Memory = Memory,
    });
}
