namespace Geofed.Clusters.Pulumi;

/// <summary>The words for each kind of error: why, and what mends it.</summary>
internal static class ErrorAdvice
{
    public static (string Reason, string Advice) For(
        PulumiErrorKind kind, CliFailure failure, string? stack, IReadOnlyList<QuotaShortage> quotas, IReadOnlyList<DisabledApi> apis, IReadOnlyList<StackLock> locks, Func<StackLock, bool> isLeftBehind, string? plugin)
    {
        var name = stack ?? "NAME";
        return kind switch
        {
            PulumiErrorKind.NotLoggedIn => ("the backend wants a login",
                "Run 'pulumi login', set PULUMI_ACCESS_TOKEN, or set PULUMI_BACKEND_URL to a backend that needs none (file:// or gs://)."),
            PulumiErrorKind.PassphraseMissing => ("its secrets are locked by a passphrase, and there is none",
                "Set PULUMI_CONFIG_PASSPHRASE_FILE to a file that holds it, or PULUMI_CONFIG_PASSPHRASE to the passphrase itself."),
            PulumiErrorKind.PassphraseWrong => ("the passphrase is not the one that its secrets were locked with",
                "Set PULUMI_CONFIG_PASSPHRASE_FILE or PULUMI_CONFIG_PASSPHRASE to the right one. If Geofed made it, it is in the file pulumi/passphrase of the home that created the stack."),
            PulumiErrorKind.NoGoogleCredentials => ("there are no valid credentials for Google Cloud: " + Said(failure),
                "Run 'gcloud auth application-default login', or set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account's key."),
            PulumiErrorKind.ApiNotEnabled => ($"the project has not enabled {(apis.Count == 0 ? "an API that is needed: " + Said(failure) : string.Join(", ", apis))}", EnableApis(apis)),
            PulumiErrorKind.QuotaExceeded => ("the project's quota is too small: " + (quotas.Count == 0 ? Said(failure) : string.Join("; ", quotas)),
                "Ask for more at https://console.cloud.google.com/iam-admin/quotas, or use fewer or other machines or another region. What was created stays; the same command goes on from there."),
            PulumiErrorKind.PermissionDenied => ("the credentials may not do this: " + Said(failure),
                "Give the account the missing role (roles/container.admin, roles/compute.networkAdmin and roles/iam.serviceAccountUser suffice for most), then run the command again."),
            PulumiErrorKind.StockOut => ("the zone has no such machines left: " + Said(failure), "Try again later, in another zone or region, with another accelerator, or without -Spot."),
            PulumiErrorKind.PluginMissing => ($"the provider plugin {plugin ?? ""} is not installed".Replace("  ", " "),
                $"Install it with 'pulumi plugin install resource {plugin ?? "gcp"}'; that needs access to the network once."),
            PulumiErrorKind.NetworkLost => ("the connection to a server failed: " + Said(failure), "Nothing that was recorded is lost. When the network is back, run the command again."),
            PulumiErrorKind.StackLocked => Locked(name, locks, isLeftBehind),
            PulumiErrorKind.StackNotFound => ("there is no such stack in the backend", "Get-GeoCluster lists those that there are; PULUMI_BACKEND_URL says where they are looked for."),
            PulumiErrorKind.StackExists => ("there is such a stack already", "Take another name, or Set-GeoCluster to change the one that is there."),
            PulumiErrorKind.StackNotEmpty => ("it still has resources, and is not removed before they are", $"Remove them with 'Remove-GeoCluster {name}'."),
            PulumiErrorKind.Canceled => ($"the {failure.Operation} was stopped in good order; its state is saved", "Run the command again to go on."),
            PulumiErrorKind.PendingOperations => ($"the {failure.Operation} was cut off half-way; what became of the steps that were running is not known",
                $"'Repair-GeoCluster {name}' compares the state with the cloud and mends it."),
            PulumiErrorKind.NewerState => ("its state was written by a newer version of the Pulumi CLI", "Update pulumi (https://www.pulumi.com/docs/install/), then run the command again."),
            PulumiErrorKind.Protected => ("it has resources that Pulumi protects: " + Said(failure), $"'Remove-GeoCluster {name} -Force' takes the protection off first."),
            PulumiErrorKind.DeletionProtected => ("the cluster is protected against deletion", $"'Remove-GeoCluster {name} -Force' takes the protection off first."),
            PulumiErrorKind.UpdateFailed => ($"the {failure.Operation} failed on {Failures(failure)}", "What was created stays; the same command goes on from there."),
            _ => ($"the {failure.Operation} failed (pulumi ended with exit code {failure.ExitCode}): {Said(failure)}", ""),
        };
    }

    private static (string, string) Locked(string name, IReadOnlyList<StackLock> locks, Func<StackLock, bool> isLeftBehind) => locks switch
    {
        [] => ("another operation on it is in progress", "Wait until it has ended. If nothing runs any more, 'pulumi cancel' ends it."),
        _ when locks.All(isLeftBehind) => ($"it is locked by {string.Join(" and ", locks)}, which runs no more", $"'Repair-GeoCluster {name}' removes the lock and mends the state."),
        _ => ($"it is locked by {string.Join(" and ", locks)}", $"Wait until that has ended. Only if it surely runs no more: 'Repair-GeoCluster {name}' removes the lock."),
    };

    private static string EnableApis(IReadOnlyList<DisabledApi> apis)
    {
        var services = string.Join(' ', apis.Select(a => a.Service).OfType<string>().Distinct());
        var project = apis.Select(a => a.Project).FirstOrDefault(p => p is not null);
        return services.Length == 0
            ? "Enable it in the console of Google Cloud, wait a few minutes, and run the command again."
            : $"Run 'gcloud services enable {services}{(project is null ? "" : " --project " + project)}', wait a few minutes, and run the command again.";
    }

    private static string Failures(CliFailure failure) => string.Join("; ", failure.Progress.Failures.Select(f => $"{f.Urn}: {Short(f.Message)}"));

    /// <summary>What the engine or the CLI said: of the resources first, then of the whole.</summary>
    private static string Said(CliFailure failure)
    {
        if (failure.Progress.Failures.Count > 0)
            return Failures(failure);
        var errors = failure.Progress.Errors.Where(e => e is not ("update failed" or "preview failed")).Select(Short).ToList();
        return errors.Count > 0 ? string.Join("; ", errors) : Short(ErrorLines(failure.ErrorOutput));
    }

    /// <summary>The lines of standard error from the first that says "error:"; the last one when none does.</summary>
    private static string ErrorLines(string output)
    {
        var start = output.IndexOf("error: ", StringComparison.Ordinal);
        return start >= 0 ? output[(start + "error: ".Length)..] : output.TrimEnd().Split('\n')[^1] is { Length: > 0 } last ? last : "it gave no reason";
    }

    private static string Short(string text)
    {
        const int Longest = 500;
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }
}
