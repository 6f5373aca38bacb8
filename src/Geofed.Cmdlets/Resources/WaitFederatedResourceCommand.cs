using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Resources;

/// <summary>Waits until what a federation has placed, of any kind, is ready in every cluster: taken in its newest version, and healthy where its kind tells; a Job is ready when it is complete.</summary>
/// <remarks>What is not ready in time, or has failed, is an error, which says where and why.</remarks>
/// <example>
/// <code>Wait-FederatedResource finetune -Kind Job -TimeoutSec 3600</code>
/// <para>Waits up to an hour until a Job is complete.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedResource ./manifests | Wait-FederatedResource</code>
/// <para>Publishes a folder of manifests and waits until all of it is everywhere.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "FederatedResource")]
[OutputType(typeof(FederatedResource))]
public sealed class WaitFederatedResourceCommand : ResourceCmdlet
{
    private readonly List<(FederationConnection Federation, FederatedResource Resource)> _awaited = [];

    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>What Publish-FederatedResource or Get-FederatedResource has written.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public FederatedResource? InputObject { get; set; }

    /// <summary>How long to wait for all of them, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    private protected override string Doing => "Waiting for the resource";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        _awaited.AddRange((InputObject is null ? await SelectAsync(Name) : [InputObject]).Select(resource => (federation, resource)));
    }

    private protected override async Task EndAsync()
    {
        if (_awaited.Count == 0)
            return;
        using var line = new ProgressLine(this, "Waiting for resources");
        // Made here, so that its news arrives on the pipeline's thread.
        var progress = new Progress<FederatedResource>(now => line.Show($"{now}: {now.Reason ?? now.Status.ToString()}"));
        await ForAllAsync(
            _awaited,
            a => WaitAsync(a.Federation, a.Resource, progress),
            (_, last) =>
            {
                if (last.Status == WorkloadState.Ready)
                    WriteObject(last);
                else
                    WriteError(GeofedErrors.ResourceNotReady(last, TimeoutSec).ToRecord(last));
            },
            a => a.Resource);
    }

    /// <summary>What stays in the federation is ready when it is written.</summary>
    private Task<FederatedResource> WaitAsync(FederationConnection federation, FederatedResource resource, IProgress<FederatedResource> progress) =>
        FederatedResources.IsPlaced(resource)
            ? federation.Resources.WaitAsync(resource, TimeSpan.FromSeconds(TimeoutSec), progress, Stop)
            : Task.FromResult(resource);
}
