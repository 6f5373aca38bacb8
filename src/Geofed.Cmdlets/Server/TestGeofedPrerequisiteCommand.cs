using System.Management.Automation;
using Geofed.Clusters.Prerequisites;
using Geofed.Clusters.Pulumi;
using Geofed.Cmdlets.Completion;
using Geofed.Model;

namespace Geofed.Cmdlets.Server;

/// <summary>Tells what this machine has of what Geofed needs, what is missing, what that is needed for, and how to get it.</summary>
/// <remarks>Nothing is started that stays, and nothing is changed. Programs are asked for their versions, and Google for a token, which is thrown away.</remarks>
/// <example>
/// <code>Test-GeofedPrerequisite</code>
/// <para>Looks for everything.</para>
/// </example>
/// <example>
/// <code>Test-GeofedPrerequisite pulumi* | Where-Object Status -ne Found | Format-List</code>
/// <para>Shows what is not right about Pulumi, and what to do.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "GeofedPrerequisite")]
[OutputType(typeof(Prerequisite))]
public sealed class TestGeofedPrerequisiteCommand : GeofedCmdlet
{
    /// <summary>Names of prerequisites; wildcards are allowed. All when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PrerequisiteCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override string Doing => "Looking for the prerequisite";

    private protected override async Task ProcessAsync()
    {
        var site = new PrerequisiteSite(Apis.Home, CallerEnvironment.Read(), Time);
        var chosen = NamePatterns.Select(PrerequisiteCheck.All, c => c.Name, Name, name =>
            WriteError(GeofedErrors.UnknownPrerequisite(name, Suggestions.Nearest(name, PrerequisiteCheck.All.Select(c => c.Name))).ToRecord(name)));
        using var progress = new ProgressLine(this, "Looking for prerequisites");
        progress.Show(string.Join(", ", chosen));
        // On other threads: some look at files and folders before they first wait.
        await ForAllAsync(chosen, check => Task.Run(() => check.LookAsync(site, Stop), Stop), (_, found) => WriteObject(found), check => check.Name);
    }
}
