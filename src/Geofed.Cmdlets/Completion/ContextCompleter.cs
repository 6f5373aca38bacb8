using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Geofed.Client;
using Geofed.Cmdlets.Clusters;

namespace Geofed.Cmdlets.Completion;

/// <summary>Contexts of the kubeconfig that the command line names, or of kubectl's.</summary>
public sealed class ContextCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var path = fakeBoundParameters?["Kubeconfig"]?.ToString() ?? KubeconfigExport.DefaultPath();
            return CompletionWords.Matching(Kubeconfig.Load(path).Contexts.Select(c => (c, "")), wordToComplete);
        }
        catch (Exception e) when (e is IOException or FormatException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}
