using System.Collections;
using System.Management.Automation;
using Geofed.Cmdlets.Autoscaling;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Deployments;

/// <summary>Changes deployments of a federation: replicas, how their number follows the load, image, environment. The change is rolled out in every cluster.</summary>
/// <example>
/// <code>Set-FederatedDeployment serve -Replicas 18 -PassThru | Wait-FederatedDeployment</code>
/// <para>Scales a deployment out and waits until it is ready.</para>
/// </example>
/// <example>
/// <code>Set-FederatedDeployment serve -Image vllm/vllm-openai:v0.11.1 -Env @{ LOG_LEVEL = 'info'; OLD_FLAG = $null }</code>
/// <para>Rolls out another image, sets one environment variable and removes another.</para>
/// </example>
/// <example>
/// <code>Set-FederatedDeployment serve -MaxReplicas 40 -TargetCpuPercent 50</code>
/// <para>Lets the number of replicas follow the load up to forty; what else was said of it stays.</para>
/// </example>
/// <example>
/// <code>Set-FederatedDeployment serve -NoAutoscaling -Replicas 6</code>
/// <para>From now on there are six replicas, whatever the load is.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "FederatedDeployment", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedDeployment))]
public sealed class SetFederatedDeploymentCommand : DeploymentCmdlet
{
    /// <summary>Names of deployments; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeploymentNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Replicas of all clusters together. Where their number follows the load, it goes on from there.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Replicas { get; set; }

    /// <summary>The container image.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Image { get; set; }

    /// <summary>Environment variables to set; those of value $null are removed.</summary>
    [Parameter]
    public IDictionary? Env { get; set; }

    /// <summary>The container that -Image and -Env are for; may be left out when there is only one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Container { get; set; }

    /// <summary>The most replicas: their number follows the load from now on, if it did not before.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxReplicas { get; set; }

    /// <summary>The fewest replicas, however low the load is.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MinReplicas { get; set; }

    /// <summary>How much of the CPU that they request the replicas shall use on average, in percent.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? TargetCpuPercent { get; set; }

    /// <summary>For how long the load must have been lower before replicas are taken away, in seconds.</summary>
    [Parameter]
    [ValidateRange(0, 3600)]
    public int? ScaleDownDelaySec { get; set; }

    /// <summary>The number of replicas no longer follows the load; it stays as it is, unless -Replicas is given.</summary>
    [Parameter]
    public SwitchParameter NoAutoscaling { get; set; }

    /// <summary>Writes the deployments.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Changing the deployment";

    private protected override async Task ProcessAsync()
    {
        if (Replicas is null && Image is null && Env is not { Count: > 0 } && !Scaling.IsGiven && !NoAutoscaling)
            throw GeofedErrors.NothingToChange(string.Join(", ", Name), "-Replicas, -MaxReplicas, -NoAutoscaling, -Image or -Env");
        if (NoAutoscaling && Scaling.IsGiven)
            throw AutoscalingErrors.Contradiction($"-NoAutoscaling and -{(MaxReplicas is null ? Scaling.Companion : nameof(MaxReplicas))} cannot both hold.");
        var federation = await ConnectAsync();
        foreach (var deployment in await SelectAsync(Name))
        {
            await ForEachAsync(deployment, async () =>
            {
                if (!ShouldProcess($"{deployment.Name} in namespace {deployment.Namespace} of federation '{federation.Name}'", $"Set {Changes()}"))
                    return;
                if (Replicas is > 0 and var wanted && !NoAutoscaling && !Scaling.IsGiven && deployment.Autoscaling is { } bounds && (wanted < bounds.MinReplicas || wanted > bounds.MaxReplicas))
                    throw AutoscalingErrors.OutOfBounds(deployment.Name, wanted, bounds);
                if (await ScalingOfAsync(federation, deployment) is { } scaling)
                    await federation.Deployments.AutoscaleAsync(KeyOf(deployment), scaling, Stop);
                if (NoAutoscaling)
                    await federation.Deployments.StopAutoscalingAsync(KeyOf(deployment), Stop);
                var changed = await federation.Deployments.ChangeAsync(KeyOf(deployment), Replicas, Container, Image, Env is null ? null : StringMaps.Nullable(Env), Stop);
                if (PassThru)
                    WriteObject(changed);
            });
        }
    }

    private AutoscalingInput Scaling => new(MinReplicas, MaxReplicas, TargetCpuPercent, ScaleDownDelaySec);

    /// <summary>How it is to be scaled from now on; null when nothing of that changes.</summary>
    private async Task<AutoscalingRequest?> ScalingOfAsync(FederationConnection federation, FederatedDeployment deployment)
    {
        if (!Scaling.IsGiven)
            return null;
        var (before, unasked) = await federation.Deployments.ScalingOfAsync(KeyOf(deployment), Stop);
        if (before is null && MaxReplicas is null)
            throw AutoscalingErrors.NotScaled(deployment.Name, Scaling.Companion!);
        if (unasked is not null)
            throw AutoscalingErrors.NoCpuRequest(deployment.Name, unasked, "Publish it again with -Cpu, or with resources.requests.cpu in its manifest.");
        return AutoscalingInput.Checked(Scaling.Change.On(before), Replicas);
    }

    private string Changes()
    {
        var changes = new List<string>();
        if (Replicas is not null)
            changes.Add($"replicas to {Replicas}");
        if (NoAutoscaling)
            changes.Add("autoscaling to none");
        if (Scaling.IsGiven)
            changes.Add("autoscaling to " + string.Join(", ", new[] { (nameof(MinReplicas), MinReplicas), (nameof(MaxReplicas), MaxReplicas), (nameof(TargetCpuPercent), TargetCpuPercent), (nameof(ScaleDownDelaySec), ScaleDownDelaySec) }.Where(p => p.Item2 is not null).Select(p => $"{p.Item1} {p.Item2}")));
        if (Image is not null)
            changes.Add($"image to {Image}");
        if (Env is { Count: > 0 })
            changes.Add($"environment variables {string.Join(", ", StringMaps.Nullable(Env).Keys)}");
        return string.Join(", ", changes);
    }
}
