using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Cmdlets.Capacity;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Intents;
using Geofed.Cmdlets.Jobs;
using Geofed.Cmdlets.Placements;
using Geofed.Federation;
using Geofed.Federation.Intents;
using Geofed.Model;
using Geofed.Placement.Intents;
using Geofed.Placement.Queueing;

namespace Geofed.Cmdlets.Resources;

/// <summary>Publishes a Job to a federation: one member that has room for all of its pods runs it. While none has, it waits in the federation's queue.</summary>
/// <remarks>
/// With -Dataset, -Near, -Prefer or -SpareCapacity the members are put in an order, of which the first that has room runs it. The order is worked out
/// from the members of the moment, and Test-FederatedPlacement shows it with the same parameters. docs/ai-workloads.md says how.
/// Get-FederatedJob shows the queue. A Job never runs twice at a time: when its member is lost, it starts elsewhere when nothing of it can run there any more.
/// A Job cannot be changed when it runs; publish another one, or withdraw it first with Unpublish-FederatedResource.
/// -Path and -Manifest take jobs of other kinds, too: JobSets, jobs of Kubeflow's Training Operator and of Ray, LeaderWorkerSets, AppWrappers, Kueue's Workloads. All pods of such a job,
/// of whatever size, run in one member at the same time; what runs them must be installed there.
/// </remarks>
/// <example>
/// <code>Publish-FederatedJob finetune -Image example/train:2.0 -Gpu 8 -Parallelism 2 | Wait-FederatedJob -TimeoutSec 7200</code>
/// <para>Runs two pods of eight GPUs each in a member that has them, and waits until they are done.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedJob evaluate -Image example/eval:1 -Region europe-west1, europe-west4 -Env @{ MODEL = 'gemma' }</code>
/// <para>Runs a Job in one member in two regions.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedJob train -Image example/train:2.0 -Gpu 8 -Accelerator nvidia-l4 -Dataset imagenet -MaxRoundTripMs 40</code>
/// <para>Runs a Job nearest to the data that it reads, and not where a round trip to it takes longer than 40 ms.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedJob pretrain -Image example/train:2.0 -Gpu 8 -Parallelism 4 -Priority 100 -Preempt -Checkpoint gs://example/pretrain</code>
/// <para>Runs before others that wait, and has those of lower priority make way.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedJob -Path ./jobset.yaml -Near europe-west1 -Checkpoint gs://example/pretrain</code>
/// <para>Runs a JobSet as a whole in the member nearest to a region that has room for the driver and all workers.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedJob tune -Image example/train:2.0 -Gpu 8 -Checkpoint gs://example/tune -RestartAfterSec 600</code>
/// <para>Starts elsewhere, from its checkpoint, when its member has not answered for ten minutes.</para>
/// </example>
[Cmdlet(VerbsData.Publish, "FederatedJob", SupportsShouldProcess = true, DefaultParameterSetName = "Image")]
[OutputType(typeof(FederatedResource))]
public sealed class PublishFederatedJobCommand : QueueCmdlet
{
    private static readonly ApiResource Job = new(new("batch", "v1", "jobs"), "Job", Namespaced: true);

    /// <summary>The Job's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Image", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The container image.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Image", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Image { get; set; } = "";

    /// <summary>Manifests of jobs, in YAML or JSON; wildcards are allowed. Others are an error.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>A job as YAML or JSON text, as a hashtable, or as ConvertFrom-Json gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Manifest")]
    [ValidateNotNull]
    public PSObject? Manifest { get; set; }

    /// <summary>Pods that run at the same time.</summary>
    [Parameter(ParameterSetName = "Image", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Parallelism { get; set; } = 1;

    /// <summary>Pods that must succeed; as many as run at the same time when left out.</summary>
    [Parameter(ParameterSetName = "Image", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    public int? Completions { get; set; }

    /// <summary>How often a pod that fails is tried again.</summary>
    [Parameter(ParameterSetName = "Image", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, 1000)]
    public int Retries { get; set; } = 3;

    /// <summary>The namespace; of manifests instead of theirs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Namespace { get; set; } = "default";

    /// <summary>Environment variables of the container.</summary>
    [Parameter(ParameterSetName = "Image")]
    public IDictionary? Env { get; set; }

    /// <summary>Labels of the Job and its pods.</summary>
    [Parameter(ParameterSetName = "Image")]
    public IDictionary? Label { get; set; }

    /// <summary>The command to run, instead of the image's.</summary>
    [Parameter(ParameterSetName = "Image")]
    public string[] Command { get; set; } = [];

    /// <summary>Arguments of the command.</summary>
    [Parameter(ParameterSetName = "Image")]
    public string[] Argument { get; set; } = [];

    /// <summary>GPUs of each pod.</summary>
    [Parameter(ParameterSetName = "Image", ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, 16)]
    public int Gpu { get; set; }

    /// <summary>The GPU that each pod needs, e.g. nvidia-l4; any when left out.</summary>
    [Parameter(ParameterSetName = "Image")]
    [ArgumentCompleter(typeof(AcceleratorCompleter))]
    public string? Accelerator { get; set; }

    /// <summary>CPU that each pod requests, e.g. 2 or 500m.</summary>
    [Parameter(ParameterSetName = "Image")]
    public string? Cpu { get; set; }

    /// <summary>Memory that each pod requests, e.g. 8Gi.</summary>
    [Parameter(ParameterSetName = "Image")]
    public string? Memory { get; set; }

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

    private protected override string Doing => "Publishing the job";

    private protected override PlacementRequest Placement() => base.Placement() with { Whole = true };

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var (placement, regions) = await PlaceAsync(federation);
        await CheckQueueAsync(federation);
        // With an intent it is an error instead.
        await AcceleratorNotice.WarnAsync(this, federation, Apis, SaysWhere ? null : Accelerator, Stop);
        var planned = new List<(ApiResource Kind, JsonObject Template, JsonObject Policy)>();
        foreach (var (kind, template) in await JobsAsync(federation))
            planned.Add((kind, template, await PolicyAsync(federation, kind, template, placement, regions)));
        foreach (var (kind, template, policy) in planned)
        {
            if (!ShouldProcess($"{template.Name()} in namespace {template.Namespace()} of federation '{federation.Name}'", IsJob(kind) ? "Publish job" : $"Publish {kind.Kind}"))
                continue;
            await ForEachAsync(template.Name(), async () =>
            {
                var queue = await QueueAsync(federation);
                WriteObject(await federation.Resources.PublishAsync(kind, template, queue.AddTo(policy), _ => { }, Stop));
            });
        }
    }

    /// <exception cref="GeofedErrorException">What is asked for cannot be done for one of them.</exception>
    private async Task<IReadOnlyList<(ApiResource Kind, JsonObject Template)>> JobsAsync(FederationConnection federation)
    {
        var manifests = Manifest is not null ? JobManifests.FromObject(Manifest) : Path.Length > 0 ? JobManifests.FromPaths(this, Path) : null;
        var jobs = manifests is null
            ? [(Job, JobTemplate.From(Request()))]
            : await manifests.ReadAsync(federation, MyInvocation.BoundParameters.ContainsKey(nameof(Namespace)) ? Namespace : null, TimeLimit, Checkpoint, Stop);
        foreach (var (kind, template) in jobs)
        {
            if (Divide && !IsJob(kind))
                throw JobErrors.NotDivisible(kind.Kind, template.Name());
            if (RestartAfterSec is not null && JobLease.Refusal(template, Divide) is { } refusal)
                throw JobErrors.NoLease(template.Name(), refusal);
            if (!IsJob(kind) && await new JobServers(federation.Api).NoneOfAsync(kind, Placement(), Stop) is { } members)
                throw JobErrors.NotServed(kind, template.Name(), members);
        }
        return jobs;
    }

    private static bool IsJob(ApiResource kind) => kind.GroupVersionKind == Job.GroupVersionKind;

    /// <summary>The policy that takes it where it is wanted; warns when it finds no room there now.</summary>
    private async Task<JsonObject> PolicyAsync(FederationConnection federation, ApiResource kind, JsonObject template, PlacementRequest placement, IReadOnlyDictionary<string, string> regions)
    {
        if (!SaysWhere || regions.Count == 0)
            return PropagationPolicy.For(template, placement, regions);
        var input = new IntentInput(this, federation, Apis, PriceFile, Stop);
        var plan = await input.Planning().PlanAsync(kind, template, await IntentAsync(input, placement), [], [], Stop);
        if (plan.Chosen is null)
            WriteWarning($"{kind.Kind} '{template.Name()}' finds no room now and waits. {string.Join("; ", plan.Candidates.Take(3).Select(c => $"{c.Cluster}: {c.Reason}"))}.");
        return plan.Policy;
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

    private JobRequest Request() => new(Name, Image)
    {
        Namespace = Namespace,
        Parallelism = Parallelism,
        Completions = Completions,
        Retries = Retries,
        Env = StringMaps.Texts(Env),
        Labels = StringMaps.Texts(Label),
        Command = Command,
        Arguments = Argument,
        Gpu = Gpu,
        Accelerator = Accelerator,
        Cpu = Cpu,
        Memory = Memory,
        TimeLimit = TimeLimit,
        Checkpoint = Checkpoint,
    };
}
