using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Geofed.Cmdlets.Connections;
using Geofed.Model;

namespace Geofed.Cmdlets.Completion;

/// <summary>
/// Completes names from the running server. Quick, silent when something fails, and starts nothing: Tab must never be what changes or hangs a session.
/// </summary>
public abstract class LiveCompleter : IArgumentCompleter
{
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    /// <summary>The names there are, each with a line about it.</summary>
    private protected abstract Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            // Off this thread, so that a call that does not watch its token cannot hold the prompt.
            var reading = Task.Run(() => AllAsync(fakeBoundParameters ?? new Hashtable(), patience.Token), CancellationToken.None);
            return reading.Wait(Patience) ? CompletionWords.Matching(reading.Result, wordToComplete) : [];
        }
#pragma warning disable CA1031 // See above: silent.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<(string, string)>> AllAsync(IDictionary bound, CancellationToken ct)
    {
        var root = await ApiSource.Current.RunningRootAsync(ct).ConfigureAwait(false);
        return root is null ? [] : [.. await ReadAsync(root, bound, ct).ConfigureAwait(false)];
    }

    /// <summary>The federation that the command line names, or the only one.</summary>
    private protected static async Task<FederationConnection> FederationAsync(IKubeApi root, IDictionary bound, CancellationToken ct)
    {
        var all = await FederationCatalogue.ListAsync(ApiSource.Current, root, ct).ConfigureAwait(false);
        return FederationConnection.Open(ApiSource.Current, FederationConnection.Choose(all, bound["Federation"]?.ToString()));
    }
}
