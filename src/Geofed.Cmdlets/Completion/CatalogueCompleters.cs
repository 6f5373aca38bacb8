using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Geofed.Clusters;
using Geofed.Clusters.Prerequisites;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Geography;

namespace Geofed.Cmdlets.Completion;

/// <summary>Names of regions.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionWords.Matching(All().Select(r => (r.Name, $"{r.Place}, {r.Country}")), wordToComplete);

    /// <summary>A file of the user's that cannot be read must not break the prompt: a command says what is wrong with it.</summary>
    private static IReadOnlyList<GeoRegion> All()
    {
        try
        {
            return KnownRegions.All(ApiSource.Current.Home);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return GeoRegions.All;
        }
    }
}

/// <summary>Projects of Google Cloud whose network is known.</summary>
public sealed class NetworkProjectCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var home = ApiSource.Current.Home;
        return CompletionWords.Matching(new GkeNetworkCare(new(home, TimeProvider.System), home, TimeProvider.System).Projects().Select(p => (p, $"network of {p}")), wordToComplete);
    }
}

/// <summary>Names of prerequisites.</summary>
public sealed class PrerequisiteCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionWords.Matching(PrerequisiteCheck.All.Select(c => (c.Name, c.NeededFor)), wordToComplete);
}

/// <summary>Names of accelerators.</summary>
public sealed class AcceleratorCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionWords.Matching(NodePoolDefaults.Accelerators.Select(a => (a, $"{string.Join(", ", NodePoolDefaults.Counts(a))} in one machine")), wordToComplete);
}
