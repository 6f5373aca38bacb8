using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Placements;
using Geofed.Federation;

namespace Geofed.Cmdlets.Resources;

/// <summary>Publishes manifests of any kind, custom resources too, to the clusters of a federation.</summary>
/// <remarks>
/// Replicas, where a kind has them, are divided over the members in equal shares, unless placed otherwise; all else goes to every member. Namespaces and
/// CustomResourceDefinitions go first, in whatever order they are given. Policies of Karmada among the manifests are taken as they are, and what they select
/// gets no policy of its own. Nothing is changed when a manifest cannot be read. Publishing does not wait; Wait-FederatedResource does.
/// </remarks>
/// <example>
/// <code>Publish-FederatedResource ./manifests -Recurse | Wait-FederatedResource</code>
/// <para>Publishes all manifests in a folder and those below it, and waits until they are everywhere.</para>
/// </example>
/// <example>
/// <code>Publish-FederatedResource ./configmap.yaml -Region europe-west1, europe-west4 -WhatIf</code>
/// <para>Shows what would be published to the members in two regions.</para>
/// </example>
/// <example>
/// <code>@{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'flags' }; data = @{ level = 'info' } } | Publish-FederatedResource</code>
/// <para>Publishes an object that a script has made.</para>
/// </example>
[Cmdlet(VerbsData.Publish, "FederatedResource", SupportsShouldProcess = true, DefaultParameterSetName = "InputObject")]
[OutputType(typeof(FederatedResource))]
public sealed class PublishFederatedResourceCommand : DivisionCmdlet
{
    private readonly List<(JsonObject Object, string Source)> _manifests = [];
    private bool _unreadable;

    /// <summary>Manifests in YAML or JSON, or folders of them; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Also the manifests in folders below a folder.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>A manifest as YAML or JSON text, as a hashtable, or as ConvertFrom-Json gives it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "InputObject", ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The namespace, instead of the manifests'.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Writes no policies: those that are in the federation already, or among the manifests, do the placing.</summary>
    [Parameter]
    public SwitchParameter NoPolicy { get; set; }

    private protected override string Doing => "Publishing the resource";

    private protected override async Task ProcessAsync()
    {
        var readable = false;
        await ForEachAsync(InputObject ?? (object)Path, () =>
        {
            _manifests.AddRange(InputObject is null ? Path.SelectMany(path => new ManifestInput(this).FromPath(path, Recurse)) : ManifestInput.FromObject(InputObject, Recurse));
            readable = true;
            return Task.CompletedTask;
        });
        _unreadable |= !readable;
    }

    private protected override async Task EndAsync()
    {
        // All that is to be published is read and checked before anything is changed.
        if (_unreadable || _manifests.Count == 0)
            return;
        var federation = await ConnectAsync();
        var (placement, regions) = await PlaceAsync(federation);
        var publications = await Publication.PlanAsync(federation, _manifests, Namespace, template => NoPolicy ? null : PropagationPolicy.For(template, placement, regions), Stop);
        foreach (var publication in publications)
        {
            if (ShouldProcess($"{publication} of federation '{federation.Name}'", "Publish"))
                await ForEachAsync(publication.ToString(), async () => WriteObject(await publication.WriteAsync(this, federation, Stop)));
        }
    }
}
