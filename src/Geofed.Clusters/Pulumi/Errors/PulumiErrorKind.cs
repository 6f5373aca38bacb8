namespace Geofed.Clusters.Pulumi;

/// <summary>Why an operation on a stack did not succeed. The names are stable: scripts may depend on them.</summary>
public enum PulumiErrorKind
{
    /// <summary>None of the kinds below.</summary>
    CommandFailed,

    /// <summary>The pulumi program is not there.</summary>
    CliMissing,

    /// <summary>The pulumi program is older than Geofed needs, or of another major version.</summary>
    CliTooOld,

    /// <summary>The backend wants a login.</summary>
    NotLoggedIn,

    /// <summary>The stack's secrets are locked by a passphrase, and there is none.</summary>
    PassphraseMissing,

    /// <summary>The passphrase is not the stack's.</summary>
    PassphraseWrong,

    /// <summary>Google's Application Default Credentials are missing or no longer valid.</summary>
    NoGoogleCredentials,

    /// <summary>The project has not enabled an API of Google Cloud.</summary>
    ApiNotEnabled,

    /// <summary>The project's quota is too small.</summary>
    QuotaExceeded,

    /// <summary>The credentials may not do what was asked.</summary>
    PermissionDenied,

    /// <summary>The zone has no such machines or accelerators left.</summary>
    StockOut,

    /// <summary>A provider plugin is not installed.</summary>
    PluginMissing,

    /// <summary>A server could not be reached, or the connection broke.</summary>
    NetworkLost,

    /// <summary>Somebody else works on the stack, or did when their process was killed.</summary>
    StackLocked,

    /// <summary>There is no such stack.</summary>
    StackNotFound,

    /// <summary>There is such a stack already.</summary>
    StackExists,

    /// <summary>The stack still has resources.</summary>
    StackNotEmpty,

    /// <summary>The operation was asked to end, and ended in good order.</summary>
    Canceled,

    /// <summary>The CLI was cut off half-way: it is not known what became of the steps that were running.</summary>
    PendingOperations,

    /// <summary>The state was written by a newer version.</summary>
    NewerState,

    /// <summary>A resource is protected by Pulumi.</summary>
    Protected,

    /// <summary>The cluster is protected against deletion by GKE's provider.</summary>
    DeletionProtected,

    /// <summary>Steps failed on some resources, for reasons that Geofed knows nothing special about.</summary>
    UpdateFailed,
}
