using System.Collections;
using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Deployments;

/// <summary>Changes deployments of a federation: replicas, image, environment. The change is rolled out in every cluster.</summary>
/// <example>
/// <code>Set-FederatedDeployment serve -Replicas 18 -PassThru | Wait-FederatedDeployment</code>
/// <para>Scales a deployment out and waits until it is ready.</para>
/// </example>
/// <example>
/// <code>Set-FederatedDeployment serve -Image vllm/vllm-openai:v0.11.1 -Env @{ LOG_LEVEL = 'info'; OLD_FLAG = $null }</code>
/// <para>Rolls out another image, sets one environment variable and removes another.</para>
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

    /// <summary>Replicas of all clusters together.</summary>
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

    /// <summary>Writes the deployments.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Changing the deployment";

    private protected override async Task ProcessAsync()
    {
        if (Replicas is null && Image is null && Env is not { Count: > 0 })
            throw GeofedErrors.NothingToChange(string.Join(", ", Name), "-Replicas, -Image or -Env");
        var federation = await ConnectAsync();
        foreach (var deployment in await SelectAsync(Name))
        {
            await ForEachAsync(deployment, async () =>
            {
                if (!ShouldProcess($"{deployment.Name} in namespace {deployment.Namespace} of federation '{federation.Name}'", $"Set {Changes()}"))
                    return;
                var changed = await federation.Deployments.ChangeAsync(KeyOf(deployment), Replicas, Container, Image, Env is null ? null : StringMaps.Nullable(Env), Stop);
                if (PassThru)
                    WriteObject(changed);
            });
        }
    }

    private string Changes()
    {
        var changes = new List<string>();
        if (Replicas is not null)
            changes.Add($"replicas to {Replicas}");
        if (Image is not null)
            changes.Add($"image to {Image}");
        if (Env is { Count: > 0 })
            changes.Add($"environment variables {string.Join(", ", StringMaps.Nullable(Env).Keys)}");
        return string.Join(", ", changes);
    }
}
