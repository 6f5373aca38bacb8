using System.Text.RegularExpressions;

namespace Geofed.Clusters.Pulumi;

/// <summary>
/// Texts by which the kinds of errors are known: the CLI's (pulumi: backenderr.go, lock.go, manager.go, deployment.go, plugins.go, step.go),
/// and those of Google's APIs and provider. The first that fits counts, so that the particular stands before the general.
/// </summary>
internal static class ErrorTexts
{
    private static readonly (PulumiErrorKind Kind, Regex Text)[] All =
    [
        Of(PulumiErrorKind.StackLocked, @"the stack is currently locked by|\[409\] Conflict: Another update is currently in progress"),
        Of(PulumiErrorKind.PassphraseMissing, "passphrase must be set with PULUMI_CONFIG_PASSPHRASE"),
        Of(PulumiErrorKind.PassphraseWrong, "incorrect passphrase"),
        Of(PulumiErrorKind.NotLoggedIn, "this command requires logging in|PULUMI_ACCESS_TOKEN must be set for login|SAML SSO authentication is required|invalid access token"),
        Of(PulumiErrorKind.NewerState, "is newer than what this version of the Pulumi CLI understands|uses features that are not supported by this version of the Pulumi CLI"),
        Of(PulumiErrorKind.StackNotFound, "no stack named.*found|failed to find the stack snapshot"),
        Of(PulumiErrorKind.StackExists, "stack '.*' already exists"),
        Of(PulumiErrorKind.StackNotEmpty, "still has resources; removal rejected"),
        Of(PulumiErrorKind.NoGoogleCredentials,
            "could not find default credentials|failed to load application credentials|unable to find default credentials|missing google credentials|unable to validate GCP credentials"
            + "|oauth2: .*(?:invalid_grant|invalid_rapt)|reauth related error|Error 401: Request had invalid authentication credentials|Request is missing required authentication credential"),
        Of(PulumiErrorKind.PluginMissing, "no (?:resource|language|analyzer|converter|tool) plugin 'pulumi-[^']*' found|failed to load plugin .*not found"),
        Of(PulumiErrorKind.DeletionProtected, "deletion_protection is set to true|deletionProtection is set to true|[Dd]eletion protection is enabled"),
        Of(PulumiErrorKind.Protected, @"cannot be deleted\s+because it is protected|unable to (?:delete|replace) resource .*\s+.*protected"),
        Of(PulumiErrorKind.ApiNotEnabled, "has not been used in project .* before or it is disabled|API is not enabled for this project|SERVICE_DISABLED|accessNotConfigured"),
        // A stock-out may come wrapped in words about quotas, but not the other way round.
        Of(PulumiErrorKind.StockOut, "ZONE_RESOURCE_POOL_EXHAUSTED|GCE_STOCKOUT|does not have enough resources available to fulfill (?:the )?request"),
        Of(PulumiErrorKind.QuotaExceeded, @"(?i:insufficient (?:\w+ )?quota to satisfy)|Quota '[^']*' exceeded|GCE_QUOTA_EXCEEDED|QUOTA_EXCEEDED|quotaExceeded"),
        Of(PulumiErrorKind.PermissionDenied, @"(?:Required|Permission) ['""\\]*[\w.]+['""\\]* .*(?:permission|denied)|PERMISSION_DENIED|IAM_PERMISSION_DENIED|(?i:permission denied on)|Error 403:|does not have [\w.]+ access|code = PermissionDenied"),
        Of(PulumiErrorKind.NetworkLost,
            "dial tcp|no such host|connection refused|connection reset by peer|TLS handshake timeout|network is unreachable|i/o timeout|server misbehaving|Temporary failure in name resolution|broken pipe|: unexpected EOF"),
        Of(PulumiErrorKind.PendingOperations, "will need to be run interactively to clear pending CREATE operations"),
    ];

    /// <summary>The kind of a text; null when nothing in it is known.</summary>
    public static PulumiErrorKind? Find(string text) => Array.Find(All, known => known.Text.IsMatch(text)) is { Text: not null } found ? found.Kind : null;

    private static (PulumiErrorKind, Regex) Of(PulumiErrorKind kind, string pattern) => (kind, new(pattern, RegexOptions.CultureInvariant));
}
