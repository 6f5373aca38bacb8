using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Placements;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Policies;

/// <summary>Creates a policy that makes what it selects different in some clusters: another registry, another tag, other labels, other fields.</summary>
/// <remarks>It is an OverridePolicy of Karmada. What is published already changes in those clusters, too.</remarks>
/// <example>
/// <code>New-FederatedOverride mirror -Kind Deployment -ImageRegistry mirror.example.cn -Region asia-east1, asia-east2</code>
/// <para>Lets all deployments take their images from a mirror in two regions.</para>
/// </example>
/// <example>
/// <code>New-FederatedOverride canary -Kind Deployment -ResourceName serve -Cluster us-west1 -ImageTag 1.5 -Patch @{ '/spec/template/spec/priorityClassName' = 'high' }</code>
/// <para>Gives one deployment another image tag and a field in one cluster.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "FederatedOverride", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedOverride))]
public sealed class NewFederatedOverrideCommand : PlacementCmdlet
{
    /// <summary>The policy's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Kinds that it changes, e.g. Deployment.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(ServedKindCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Kind { get; set; } = [];

    /// <summary>Only objects of these names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ResourceName { get; set; } = [];

    /// <summary>Only objects with these labels.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>The namespace that it is about.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Namespace { get; set; } = "default";

    /// <summary>It is about all namespaces, and kinds that have none.</summary>
    [Parameter]
    public SwitchParameter AllNamespaces { get; set; }

    /// <summary>The registry of all images there, e.g. mirror.example.cn.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ImageRegistry { get; set; }

    /// <summary>The repository of all images there, e.g. team/serve.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ImageRepository { get; set; }

    /// <summary>The tag of all images there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ImageTag { get; set; }

    /// <summary>Labels to set there; those of value $null are removed.</summary>
    [Parameter]
    public IDictionary? SetLabel { get; set; }

    /// <summary>Annotations to set there; those of value $null are removed.</summary>
    [Parameter]
    public IDictionary? SetAnnotation { get; set; }

    /// <summary>Fields to set there, by JSON pointer, e.g. @{ '/spec/template/spec/nodeSelector' = @{ pool = 'gpu' } }; those of value $null are removed.</summary>
    [Parameter]
    public IDictionary? Patch { get; set; }

    private protected override string Doing => "Creating the override";

    private protected override async Task ProcessAsync()
    {
        var request = Request();
        if (request.IsNothing)
            throw GeofedErrors.NothingToOverride(Name);
        var federation = await ConnectAsync();
        await PlaceAsync(federation);
        var policy = OverrideDocument.From(await PolicyInput.SubjectAsync(federation, Name, AllNamespaces ? null : Namespace, Kind, ResourceName, Label, Stop), request);
        if (!ShouldProcess($"{Name} in federation '{federation.Name}'", "Create override"))
            return;
        try
        {
            WriteObject(await federation.Overrides.CreateAsync(policy, Stop));
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            throw GeofedErrors.PolicyExists("override", Name);
        }
    }

    private OverrideRequest Request() => new()
    {
        Clusters = Cluster,
        Regions = [.. Region.Select(r => r.ToLowerInvariant())],
        ImageRegistry = ImageRegistry,
        ImageRepository = ImageRepository,
        ImageTag = ImageTag,
        Labels = StringMaps.Nullable(SetLabel),
        Annotations = StringMaps.Nullable(SetAnnotation),
        Fields = (Patch ?? new Hashtable()).Cast<DictionaryEntry>().OrderBy(e => e.Key.ToString(), StringComparer.Ordinal).ToDictionary(e => e.Key.ToString()!, e => (JsonNode?)PowerShellJson.From(e.Value)),
    };
}
