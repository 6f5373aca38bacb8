using System.Management.Automation;
using Geofed.Client;
using Geofed.Cmdlets.Clusters;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model.Yaml;

namespace Geofed.Cmdlets.Federations;

/// <summary>Writes all that people have put into a federation into a file: what is placed, with its namespaces and policies, as manifests in YAML. Members are no part of it.</summary>
/// <remarks>With Import-Federation it moves to another federation, also from Geofed's control plane to a real Karmada. The file may hold secrets, so that only its owner may read it.</remarks>
/// <example>
/// <code>Export-Federation prod -Path ./prod.yaml; Import-Federation karmada -Path ./prod.yaml</code>
/// <para>Copies everything into another federation, whose members run it then.</para>
/// </example>
/// <example>
/// <code>Export-Federation -Path ./backup.yaml -PassThru</code>
/// <para>Backs up the only federation.</para>
/// </example>
[Cmdlet(VerbsData.Export, "Federation", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportFederationCommand : GeofedCmdlet
{
    /// <summary>The federation. May be left out when there is only one.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Federation")]
    [ArgumentCompleter(typeof(FederationNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The file to write; what it has is replaced.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Writes the file's FileInfo.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Exporting the federation";

    private protected override async Task ProcessAsync()
    {
        var path = KubeconfigExport.Resolve(this, Path);
        var federation = await FederationConnection.OpenAsync(Apis, Name, Stop);
        var manifests = await new FederationExport(federation.Api).ReadAsync(Stop);
        if (!ShouldProcess(path, $"Write the {manifests.Count} manifests of federation '{federation.Name}'"))
            return;
        PrivateFile.Write(path, string.Join("---\n", manifests.Select(m => YamlText.Write(m).TrimEnd() + "\n")));
        if (PassThru)
            WriteObject(new FileInfo(path));
    }
}
