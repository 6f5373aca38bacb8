using System.Collections;
using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Jobs;
using Geofed.Cmdlets.Placements;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Resources;

/// <summary>Publishes a Job to a federation: one member that has room for all of its pods runs it. While none has, it waits in the federation's queue.</summary>
/// <remarks>Get-FederatedJob shows the queue. A Job never runs twice at a time: when its member is lost, it starts elsewhere when nothing of it can run there any more. A Job cannot be changed when it runs; publish another one, or withdraw it first with Unpublish-FederatedResource. Jobs from manifests are published by Publish-FederatedResource.</remarks>
/// <example>
/// <code>Publish-FederatedJob finetune -Image example/train:2.0 -Gpu 8 -Parallelism 2 | Wait-FederatedJob -TimeoutSec 7200</code>
/// <para>Runs two pods of eight GPUs each in a member that has them, and waits until they are done.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedJob evaluate -Image example/eval:1 -Region europe-west1, europe-west4 -Env @{ MODEL = 'gemma' }</code>
/// <para>Runs a Job in one member in two regions.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedJob pretrain -Image example/train:2.0 -Gpu 8 -Parallelism 4 -Priority 100 -Preempt -Checkpoint gs://example/pretrain</code>
/// <para>Runs before others that wait, and has those of lower priority make way.</para>
/// </example>
[Cmdlet(VerbsData.Publish, "FederatedJob", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedResource))]
public sealed class PublishFederatedJobCommand : QueueCmdlet
{
    private static readonly ApiResource Kind = new(new("batch", "v1", "jobs"), "Job", Namespaced: true);

    /// <summary>The Job's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The container image.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Image { get; set; } = "";

    /// <summary>Pods that run at the same time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Parallelism { get; set; } = 1;

    /// <summary>Pods that must succeed; as many as run at the same time when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    public int? Completions { get; set; }

    /// <summary>How often a pod that fails is tried again.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, 1000)]
    public int Retries { get; set; } = 3;

    /// <summary>The namespace.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Namespace { get; set; } = "default";

    /// <summary>Environment variables of the container.</summary>
    [Parameter]
    public IDictionary? Env { get; set; }

    /// <summary>Labels of the Job and its pods.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>The command to run, instead of the image's.</summary>
    [Parameter]
    public string[] Command { get; set; } = [];

    /// <summary>Arguments of the command.</summary>
    [Parameter]
    public string[] Argument { get; set; } = [];

    /// <summary>GPUs of each pod.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, 16)]
    public int Gpu { get; set; }

    /// <summary>The GPU that each pod needs, e.g. nvidia-l4; any when left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AcceleratorCompleter))]
    public string? Accelerator { get; set; }

    /// <summary>CPU that each pod requests, e.g. 2 or 500m.</summary>
    [Parameter]
    public string? Cpu { get; set; }

    /// <summary>Memory that each pod requests, e.g. 8Gi.</summary>
    [Parameter]
    public string? Memory { get; set; }

    private protected override string Doing => "Publishing the job";

    private protected override PlacementRequest Placement() => base.Placement() with { Whole = true };

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var (placement, regions) = await PlaceAsync(federation);
        await CheckQueueAsync(federation);
        var template = JobTemplate.From(Request());
        if (!ShouldProcess($"{Name} in namespace {Namespace} of federation '{federation.Name}'", "Publish job"))
            return;
        await ForEachAsync(Name, async () =>
        {
            var queue = await QueueAsync(federation);
            WriteObject(await federation.Resources.PublishAsync(Kind, template, queue.AddTo(PropagationPolicy.For(template, placement, regions)), _ => { }, Stop));
        });
    }

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
