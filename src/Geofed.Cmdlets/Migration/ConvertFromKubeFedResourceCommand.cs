using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Federation;
using Geofed.Federation.KubeFed;
using Geofed.Model.Yaml;

namespace Geofed.Cmdlets.Migration;

/// <summary>Turns KubeFed's objects into the templates, policies and overrides that mean the same to Karmada, as YAML. Asks no cluster and changes nothing.</summary>
/// <remarks>
/// FederatedNamespaces, FederatedTypeConfigs and ReplicaSchedulingPreferences belong in one call with what they are about. There is a warning for each thing that has no equal.
/// What goes nowhere in KubeFed (clusters: []) gets no policy, so that it goes nowhere here, too.
/// </remarks>
/// <example>
/// <code>ConvertFrom-KubeFedResource ./kubefed -Recurse > karmada.yaml</code>
/// <para>Converts a folder of manifests into one file.</para>
/// </example>
/// <example>
/// <code>ConvertFrom-KubeFedResource ./kubefed/*.yaml | Publish-FederatedResource -NoPolicy</code>
/// <para>Publishes what the objects mean: the policies that are made of them place it, and nothing else does.</para>
/// </example>
[Cmdlet(VerbsData.ConvertFrom, "KubeFedResource", DefaultParameterSetName = "InputObject")]
[OutputType(typeof(string))]
public sealed class ConvertFromKubeFedResourceCommand : GeofedCmdlet
{
    private readonly List<JsonObject> _objects = [];
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

    private protected override string Doing => "Converting";

    private protected override async Task ProcessAsync()
    {
        var readable = false;
        await ForEachAsync(InputObject ?? (object)Path, () =>
        {
            var manifests = InputObject is null ? Path.SelectMany(path => new ManifestInput(this).FromPath(path, Recurse)) : ManifestInput.FromObject(InputObject, Recurse);
            _objects.AddRange(manifests.Select(m => m.Object));
            readable = true;
            return Task.CompletedTask;
        });
        _unreadable |= !readable;
    }

    private protected override Task EndAsync()
    {
        // A part of the objects would mean something else than all of them.
        if (_unreadable)
            return Task.CompletedTask;
        var conversion = KubeFedConverter.Convert(_objects);
        foreach (var warning in conversion.Warnings)
            WriteWarning(warning.ToString());
        foreach (var o in conversion.Objects)
            WriteObject("---\n" + YamlText.Write(o).TrimEnd());
        return Task.CompletedTask;
    }
}
