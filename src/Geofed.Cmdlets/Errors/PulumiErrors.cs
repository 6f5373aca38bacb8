using System.Management.Automation;
using System.Text.RegularExpressions;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Karmada;
using Geofed.Clusters.Pulumi;

namespace Geofed.Cmdlets;

/// <summary>What Pulumi could not do, as errors: the kind is the id, and each says what mends it.</summary>
internal static partial class PulumiErrors
{
    public static GeofedErrorException From(PulumiException failure, object? target)
    {
        var name = target?.ToString() ?? failure.Stack?.Stack;
        var next = failure.Stack switch
        {
            { Project: KarmadaProgram.ProjectName } => NextStepOfFederation(failure.Kind),
            // What was asked for was the network itself, not a cluster that waits for it.
            { Project: GkeNetworkProgram.ProjectName } network when network.Stack == name => NextStep(failure.Kind, "-Project " + name),
            _ => NextStep(failure.Kind, name),
        };
        var advice = string.Join(' ', new[] { failure.Advice, Names(failure.Advice, next) ? "" : next }.Where(text => text.Length > 0));
        return new(failure.Kind.ToString(), CategoryOf(failure.Kind), $"{(failure.Stack is null ? "" : $"Stack '{failure.Stack.Stack}': ")}{failure.Reason.TrimEnd('.')}.", advice.Length > 0 ? advice : "Test-GeofedPrerequisite tells what is there and what is missing.", target ?? failure.Stack, failure);
    }

    /// <summary>Whether the advice names the command of the next step already.</summary>
    private static bool Names(string advice, string next) => Cmdlet().Match(next) is { Success: true } cmdlet && advice.Contains(cmdlet.Value, StringComparison.Ordinal);

    [GeneratedRegex(@"[A-Z][a-z]+-Geo[A-Za-z]+")]
    private static partial Regex Cmdlet();

    private static ErrorCategory CategoryOf(PulumiErrorKind kind) => kind switch
    {
        PulumiErrorKind.CliMissing or PulumiErrorKind.PluginMissing => ErrorCategory.NotInstalled,
        PulumiErrorKind.CliTooOld or PulumiErrorKind.NewerState => ErrorCategory.NotImplemented,
        PulumiErrorKind.NotLoggedIn or PulumiErrorKind.PassphraseMissing or PulumiErrorKind.PassphraseWrong or PulumiErrorKind.NoGoogleCredentials => ErrorCategory.AuthenticationError,
        PulumiErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        PulumiErrorKind.QuotaExceeded => ErrorCategory.QuotaExceeded,
        PulumiErrorKind.StockOut or PulumiErrorKind.ApiNotEnabled => ErrorCategory.ResourceUnavailable,
        PulumiErrorKind.NetworkLost => ErrorCategory.ConnectionError,
        PulumiErrorKind.StackLocked => ErrorCategory.ResourceBusy,
        PulumiErrorKind.StackNotFound => ErrorCategory.ObjectNotFound,
        PulumiErrorKind.StackExists => ErrorCategory.ResourceExists,
        PulumiErrorKind.Canceled => ErrorCategory.OperationStopped,
        _ => ErrorCategory.InvalidResult,
    };

    /// <summary>A federation's stack has no command of its own that mends it: the one that was given does.</summary>
    private static string NextStepOfFederation(PulumiErrorKind kind) => kind switch
    {
        PulumiErrorKind.StackNotFound or PulumiErrorKind.StackExists or PulumiErrorKind.NewerState or PulumiErrorKind.PassphraseMissing or PulumiErrorKind.PassphraseWrong => "",
        _ => "What was done is kept; the same command goes on from there.",
    };

    /// <summary>The command that goes on from there, in the words of this module.</summary>
    private static string NextStep(PulumiErrorKind kind, string? cluster) => kind switch
    {
        PulumiErrorKind.PendingOperations or PulumiErrorKind.StackLocked when cluster is not null => $"Repair-GeoCluster {cluster} finds out what there is.",
        PulumiErrorKind.QuotaExceeded or PulumiErrorKind.StockOut or PulumiErrorKind.ApiNotEnabled or PulumiErrorKind.NetworkLost or PulumiErrorKind.PermissionDenied or PulumiErrorKind.UpdateFailed or PulumiErrorKind.Canceled
            when cluster is not null => $"What was done is kept; Repair-GeoCluster {cluster} goes on from there.",
        PulumiErrorKind.Protected or PulumiErrorKind.DeletionProtected when cluster is not null => $"Delete it all the same with: Remove-GeoCluster {cluster} -Force",
        PulumiErrorKind.CliMissing or PulumiErrorKind.CliTooOld or PulumiErrorKind.NoGoogleCredentials => "Test-GeofedPrerequisite tells what is there and what is missing.",
        _ => "",
    };
}
