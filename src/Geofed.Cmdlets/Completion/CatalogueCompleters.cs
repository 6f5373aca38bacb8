using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Geofed.Clusters;

namespace Geofed.Cmdlets.Completion;

/// <summary>Names of regions.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionWords.Matching(GeoRegions.All.Select(r => (r.Name, $"{r.Place}, {r.Country}")), wordToComplete);
}

/// <summary>Names of accelerators.</summary>
public sealed class AcceleratorCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionWords.Matching(NodePoolDefaults.Accelerators.Select(a => (a, $"{string.Join(", ", NodePoolDefaults.Counts(a))} in one machine")), wordToComplete);
}
