using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Intents;
using Geofed.Federation;
using Geofed.Federation.Intents;
using Geofed.Model;
using Geofed.Model.Yaml;
using Geofed.Placement.Intents;

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
/// <example>
/// <code>Test-FederatedPlacement -Replicas 2 -Gpu 8 -Dataset imagenet</code>
/// <para>Shows for each cluster whether a job of two pods would fit, how far it is from its data, how long it takes to read it, and what it costs.</para>
/// </example>
/// <example>
/// <code>Test-FederatedPlacement serve -Users @{ Europe = 60; Asia = 40 } -Without europe-west1</code>
/// <para>Shows how a deployment's replicas would be divided among its users' continents if a region were lost.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "FederatedPlacement", DefaultParameterSetName = "Request")]
[OutputType(typeof(ClusterForecast), typeof(JobCandidate), typeof(string))]
public sealed class TestFederatedPlacementCommand : ServingCmdlet
{
    private static readonly ApiResource JobKind = new(new("batch", "v1", "jobs"), "Job", Namespaced: true);

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

    /// <summary>A dataset that the job reads: it runs nearest to a copy of it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DatasetNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Dataset { get; set; }

    /// <summary>A region that the job runs nearest to.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Near { get; set; }

    /// <summary>The longest round trip to the data, or to the region of -Near, in milliseconds; it does not run where it takes longer.</summary>
    [Parameter]
    [ValidateRange(0.0, 60000.0)]
    public double? MaxRoundTripMs { get; set; }

    /// <summary>What makes one cluster better than another: Cheapest, Nearest, Greenest, or Roomiest. Cheapest and Greenest need prices.</summary>
    [Parameter]
    public Preference? Prefer { get; set; }

    /// <summary>Clusters with the most free capacity for the job come first.</summary>
    [Parameter]
    public SwitchParameter SpareCapacity { get; set; }

    /// <summary>The pods of the job may run in several clusters; otherwise it runs as a whole in one.</summary>
    [Parameter]
    public SwitchParameter Divide { get; set; }

    /// <summary>How many hours the job is expected to run, for -Prefer Cheapest.</summary>
    [Parameter]
    [ValidateRange(0.0, 1e6)]
    public double ExpectedHours { get; set; } = 24;

    /// <summary>The file with the prices; prices.json in the home folder when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PriceFile { get; set; }

    /// <summary>Writes the policy that would be published, in YAML, instead of the clusters.</summary>
    [Parameter]
    public SwitchParameter AsPolicy { get; set; }

    private protected override string Doing => "Testing the placement";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var members = await federation.Members.ListAsync(Stop);
        var with = With.Select(cluster => HypotheticalInput.Read(cluster, Apis.Home)).ToList();
        var lost = Lost(members, federation.Name);
        var (placement, regions) = await PlaceAsync(federation, [.. members, .. with.Select(w => new FederationMember(w.Name, federation.Name) { Region = w.Region, Zones = w.Zones, Provider = w.Provider })]);
        var input = new ForecastInput(this, federation, Namespace, Stop);
        var workloads = ParameterSetName switch
        {
            "Name" => [await input.PublishedAsync(Kind, Name)],
            "Path" => await input.FromPathsAsync(Path),
            "InputObject" => await input.FromObjectAsync(InputObject!),
            _ when SaysWhere => [(JobKind, JobTemplate.From(Pod()), false)],
            _ => [(DeploymentTemplate.Kind, Request(), false)],
        };
        foreach (var (kind, template, published) in workloads)
        {
            await ForEachAsync($"{kind.Kind}/{template.Name()}", async () =>
            {
                if (Replicas is { } replicas)
                    template.Ensure("spec")[kind.Kind == "Job" ? "parallelism" : "replicas"] = replicas;
                if (SaysWhere)
                {
                    await PlanAsync(federation, kind, template, placement, lost, with);
                    return;
                }
                var policy = published && placement.IsDefault && !Serves ? null : await PolicyAsync(federation, kind, template, placement, regions, lost, with);
                if (AsPolicy)
                {
                    WriteObject(YamlText.Write(policy ?? await federation.Api.GetAsync(PropagationPolicy.PathFor(template), Stop)));
                    return;
                }
                var forecasts = new PlacementForecasts(federation.Name, federation.Api, new(federation.Api, Apis.OpenMember));
                var forecast = await forecasts.ForecastAsync(new(kind, template) { Policy = policy, Without = lost, With = with }, Stop);
                if (!forecast.Placed)
                    WriteWarning($"{kind.Kind} '{template.Name()}' would not be placed: {forecast.Message}");
                WriteObject(forecast.Clusters, enumerateCollection: true);
            });
        }
    }

    private async Task PlanAsync(
        FederationConnection federation, ApiResource kind, JsonObject template, PlacementRequest placement, IReadOnlyList<string> lost, IReadOnlyList<HypotheticalCluster> with)
    {
        var input = new IntentInput(this, federation, Apis, PriceFile, Stop);
        var plan = await input.Planning().PlanAsync(kind, template, await IntentAsync(input, placement), lost, with, Stop);
        if (plan.Chosen is null)
            WriteWarning($"{kind.Kind} '{template.Name()}' would find no room now, and wait.");
        if (AsPolicy)
            WriteObject(YamlText.Write(plan.Policy));
        else
            WriteObject(plan.Candidates, enumerateCollection: true);
    }

    private bool SaysWhere => Dataset is not null || Near is not null || MaxRoundTripMs is not null || Prefer is not null || SpareCapacity || Divide;

    private async Task<IntentRequest> IntentAsync(IntentInput input, PlacementRequest placement) => new()
    {
        Dataset = await input.DatasetAsync(Dataset),
        Near = input.Near(Near),
        MaxRoundTripMs = MaxRoundTripMs,
        Prefer = Prefer,
        SpareCapacity = SpareCapacity,
        Divide = Divide,
        ExpectedHours = ExpectedHours,
        Clusters = placement.Clusters,
        Regions = placement.Regions,
    };

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

    private JobRequest Pod() => new("forecast", "forecast")
    {
        Namespace = Namespace ?? "default",
        Parallelism = Replicas ?? 1,
        Gpu = Gpu,
        Accelerator = Accelerator,
        Cpu = Cpu,
        Memory = Memory,
    };

    private JsonObject Request() => DeploymentTemplate.From(new DeploymentRequest("forecast", "forecast")
    {
        Namespace = Namespace ?? "default",
        Gpu = Gpu,
        Accelerator = Accelerator,
        Cpu = Cpu,
        Memory = Memory,
    });
}
