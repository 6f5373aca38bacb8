using System.Text.RegularExpressions;
using Geofed.Clusters.Gke;

namespace Geofed.Clusters.Pulumi;

/// <summary>Tells from what is known of a failed call what is wrong and what to do. It looks at nothing outside but whether a lock's process still runs.</summary>
internal static partial class ErrorClassifier
{
    // Exit codes of the CLI (exit_codes.go; all failures are 255 before 3.227, so that the texts count first).
    private const int AuthenticationError = 3;
    private const int NoSuchStack = 6;
    private const int ForcedEnd = 8;

    /// <param name="isLeftBehind">Whether a lock's process is no more; the truth when null.</param>
    public static PulumiException Classify(CliFailure failure, StackName? stack, Func<StackLock, bool>? isLeftBehind = null)
    {
        var kind = KindOf(failure);
        var (quotas, apis, locks) = (QuotaShortage.Parse(failure.Text), DisabledApi.Parse(failure.Text), StackLock.Parse(failure.Text));
        var plugin = Plugin().Match(failure.Text) is { Success: true } m ? $"{m.Groups["name"].Value} {m.Groups["version"].Value}".TrimEnd() : null;
        var (reason, advice) = ErrorAdvice.For(kind, failure, Asked(stack), quotas, apis, locks, isLeftBehind ?? (l => l.IsLeftBehind), plugin);
        return new(kind, reason, advice, stack)
        {
            Failures = failure.Progress.Failures,
            Quotas = quotas,
            Apis = apis,
            Locks = locks,
            Plugin = plugin,
            ExitCode = failure.ExitCode,
            ErrorOutput = failure.ErrorOutput,
        };
    }

    /// <summary>What the cmdlets know a stack by: a cluster's name, or the project whose network it is.</summary>
    private static string? Asked(StackName? stack) => stack is { Project: GkeNetworkProgram.ProjectName } ? "-Project " + stack.Stack : stack?.Stack;

    public static PulumiErrorKind KindOf(CliFailure failure)
    {
        if (WasCutOff(failure))
            return PulumiErrorKind.PendingOperations;
        // An end in good order has exit code 1 and the words "update canceled"; other words are of what the signal broke off, unless a resource had failed before.
        if (failure.Interrupted && (failure.Progress.Failures.Count == 0 || failure.Progress.Errors.Any(e => e.EndsWith(" canceled", StringComparison.Ordinal))))
            return PulumiErrorKind.Canceled;
        return ErrorTexts.Find(failure.Text) ?? failure.ExitCode switch
        {
            AuthenticationError => PulumiErrorKind.NotLoggedIn,
            NoSuchStack => PulumiErrorKind.StackNotFound,
            _ => failure.Progress.Failures.Count > 0 ? PulumiErrorKind.UpdateFailed : PulumiErrorKind.CommandFailed,
        };
    }

    /// <summary>It was told twice to end, or killed while steps were running.</summary>
    private static bool WasCutOff(CliFailure failure) =>
        failure.Progress.Summary?.Result == "canceled" || (failure.Progress.Running.Count > 0 && (failure.ExitCode == ForcedEnd || !failure.EventsComplete));

    [GeneratedRegex(@"plugin 'pulumi-\w+-(?<name>[^']+)' found in the workspace(?: at version v(?<version>\d[\w.+-]*))?")]
    private static partial Regex Plugin();
}
