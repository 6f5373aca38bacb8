namespace Geofed.Clusters.Pulumi;

/// <summary>An operation on a stack did not succeed. The message says what, on which stack, why, and what to do.</summary>
public sealed class PulumiException(PulumiErrorKind kind, string reason, string advice, StackName? stack = null, Exception? inner = null)
    : Exception($"{(stack is null ? "" : $"Stack '{stack.Stack}': ")}{reason.TrimEnd('.')}.{(advice.Length == 0 ? "" : " " + advice)}", inner)
{
    public PulumiErrorKind Kind { get; } = kind;

    public StackName? Stack { get; } = stack;

    /// <summary>Why, without the stack and what to do.</summary>
    public string Reason { get; } = reason;

    /// <summary>What to do, as sentences; may be empty.</summary>
    public string Advice { get; } = advice;

    /// <summary>Resources on which steps failed.</summary>
    public IReadOnlyList<ResourceFailure> Failures { get; init; } = [];

    /// <summary>With <see cref="PulumiErrorKind.QuotaExceeded"/>: the quotas that are too small.</summary>
    public IReadOnlyList<QuotaShortage> Quotas { get; init; } = [];

    /// <summary>With <see cref="PulumiErrorKind.ApiNotEnabled"/>: the APIs.</summary>
    public IReadOnlyList<DisabledApi> Apis { get; init; } = [];

    /// <summary>With <see cref="PulumiErrorKind.StackLocked"/>: who has it; empty when the backend does not tell.</summary>
    public IReadOnlyList<StackLock> Locks { get; init; } = [];

    /// <summary>With <see cref="PulumiErrorKind.PluginMissing"/>: the plugin, as gcp 9.37.0.</summary>
    public string? Plugin { get; init; }

    /// <summary>What the CLI ended with; null when it never ran or has not ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The end of what the CLI wrote on its standard error.</summary>
    public string ErrorOutput { get; init; } = "";
}
