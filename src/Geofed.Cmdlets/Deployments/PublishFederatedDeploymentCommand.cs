using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Cmdlets.Autoscaling;
using Geofed.Cmdlets.Capacity;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Deployments;

/// <summary>Publishes Deployments to the clusters of a federation, from parameters or from manifests.</summary>
/// <remarks>
/// The replicas are divided over the members in equal shares, unless placed otherwise. Publishing again with other input changes the deployment;
/// with the same input it changes nothing. Publishing does not wait; Wait-FederatedDeployment does.
/// </remarks>
/// <example>
/// <code>Publish-FederatedDeployment serve -Image vllm/vllm-openai:v0.11.0 -Replicas 12 -Port 8000 -Gpu 1 | Wait-FederatedDeployment</code>
/// <para>Divides twelve replicas, each with one GPU, over all members, and waits until they are ready.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedDeployment -Path ./serve.yaml -Replicas 12 -Weight @{ 'us-west1' = 2; 'europe-west1' = 1 }</code>
/// <para>Publishes the Deployment of a manifest: eight replicas in us-west1 and four in europe-west1.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem ./manifests/*.yaml | Publish-FederatedDeployment -Region europe-west1, europe-west4 -Duplicate</code>
/// <para>Publishes the Deployments of several manifests, in full to every member in two regions.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedDeployment serve -Image vllm/vllm-openai:v0.11.0 -Replicas 10 -Gpu 1 -Users @{ Europe = 60; Asia = 40 } -MaxReplicasPerCluster 4</code>
/// <para>Six replicas serve Europe and four Asia, each from as near as there are free GPUs, with no more than four in a cluster.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedDeployment index -Image example/index:1 -Replicas 6 -Concentrate europe-west4</code>
/// <para>Runs all replicas as near to one region as there is room.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedDeployment serve -Image example/serve:1 -Cpu 2 -MinReplicas 2 -MaxReplicas 20 -TargetCpuPercent 60</code>
/// <para>Between two and twenty replicas, as many as use 60 % of the CPU that they request, in all clusters together.</para>
/// </example>
[Cmdlet(VerbsData.Publish, "FederatedDeployment", SupportsShouldProcess = true, DefaultParameterSetName = "Image")]
[OutputType(typeof(FederatedDeployment))]
public sealed class PublishFederatedDeploymentCommand : AutoscaledCmdlet
{
    /// <summary>The deployment's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Image", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The container image. With a manifest: instead of that of its only container.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Image", ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "InputObject")]
    [ValidateNotNullOrEmpty]
    public string? Image { get; set; }

    /// <summary>Manifests with Deployments, in YAML or JSON; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path", ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>A Deployment as YAML or JSON text, as a hashtable, or as ConvertFrom-Json gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "InputObject", ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Replicas of all clusters together (with -Duplicate: of each). With a manifest: instead of the manifest's. Where their number follows the load, it begins with so many; left out, publishing again keeps as many as there are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int? Replicas { get; set; }

    /// <summary>The namespace; with a manifest, instead of the manifest's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Ports that the container listens on.</summary>
    [Parameter(ParameterSetName = "Image")]
    [ValidateRange(1, 65535)]
    public int[] Port { get; set; } = [];

    /// <summary>Environment variables of the container.</summary>
    [Parameter(ParameterSetName = "Image")]
    public IDictionary? Env { get; set; }

    /// <summary>Labels of the deployment and its pods.</summary>
    [Parameter(ParameterSetName = "Image")]
    public IDictionary? Label { get; set; }

    /// <summary>The command to run, instead of the image's.</summary>
    [Parameter(ParameterSetName = "Image")]
    public string[] Command { get; set; } = [];

    /// <summary>Arguments of the command.</summary>
    [Parameter(ParameterSetName = "Image")]
    public string[] Argument { get; set; } = [];

    /// <summary>GPUs of each replica.</summary>
    [Parameter(ParameterSetName = "Image")]
    [ValidateRange(0, 16)]
    public int Gpu { get; set; }

    /// <summary>The GPU that each replica needs, e.g. nvidia-l4; any when left out.</summary>
    [Parameter(ParameterSetName = "Image")]
    [ArgumentCompleter(typeof(AcceleratorCompleter))]
    public string? Accelerator { get; set; }

    /// <summary>CPU that each replica requests, e.g. 2 or 500m.</summary>
    [Parameter(ParameterSetName = "Image")]
    public string? Cpu { get; set; }

    /// <summary>Memory that each replica requests, e.g. 8Gi.</summary>
    [Parameter(ParameterSetName = "Image")]
    public string? Memory { get; set; }

    private protected override string Doing => "Publishing the deployment";

    private protected override async Task ProcessAsync()
    {
        // All that is to be published is read and checked before anything is changed.
        var scaling = Scaling.Request(Replicas);
        var input = new DeploymentInput(this, Namespace, Replicas, Image);
        List<JsonObject> templates = [];
        await ForEachAsync(InputObject ?? (object)Name, () =>
        {
            templates = ParameterSetName switch
            {
                "Path" => [.. Path.SelectMany(input.FromPath)],
                "InputObject" => [.. input.FromObject(InputObject!)],
                _ => [DeploymentTemplate.From(Request())],
            };
            return Task.CompletedTask;
        });
        if (templates.Count == 0)
            return;
        var federation = await ConnectAsync();
        var (placement, regions) = await PlaceAsync(federation);
        await AcceleratorNotice.WarnAsync(this, federation, Apis, Accelerator, Stop);
        foreach (var template in templates)
        {
            await ForEachAsync(template.Name(), async () =>
            {
                if (scaling is not null)
                    await ScaleAsync(federation, template, scaling);
                var policy = await PolicyAsync(federation, DeploymentTemplate.Kind, template, placement, regions, [], []);
                if (ShouldProcess($"{template.Name()} in namespace {template.Namespace()} of federation '{federation.Name}'", "Publish deployment"))
                    await PublishAsync(federation, template, policy, scaling);
            });
        }
    }

    /// <summary>What the load has made of the number of replicas stays, also for how they are divided.</summary>
    private async Task ScaleAsync(FederationConnection federation, JsonObject template, AutoscalingRequest scaling)
    {
        AutoscalingInput.CheckRequests(template);
        if (Replicas is null)
            template.Ensure("spec")["replicas"] = await federation.Deployments.ScaledReplicasAsync(template, scaling, Stop);
    }

    private async Task PublishAsync(FederationConnection federation, JsonObject template, JsonObject policy, AutoscalingRequest? scaling)
    {
        var warnings = new ServerWarnings(this);
        var published = await federation.Deployments.PublishAsync(template, policy, scaling, warnings.Add, Stop);
        warnings.Write();
        WriteObject(published);
    }

    private DeploymentRequest Request() => new(Name, Image!)
    {
        Namespace = Namespace ?? "default",
        Replicas = Replicas,
        Ports = Port,
        Env = StringMaps.Texts(Env),
        Labels = StringMaps.Texts(Label),
        Command = Command,
        Arguments = Argument,
        Gpu = Gpu,
        Accelerator = Accelerator,
        Cpu = Cpu,
        Memory = Memory,
    };
}
