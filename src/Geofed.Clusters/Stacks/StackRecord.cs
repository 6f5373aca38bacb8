using System.Text.Json.Nodes;
using Geofed.Clusters.Pulumi;
using Geofed.Model;

namespace Geofed.Clusters.Stacks;

/// <summary>What this home knows of a stack without asking Pulumi: how its last operation ended, and what it told. No secret is in it.</summary>
/// <param name="Since">When the phase began.</param>
public sealed record StackRecord(StackPhase Phase, DateTimeOffset Since)
{
    private const int Format = 1;

    /// <summary>The process that is at it, while the phase is one of work.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Why it failed, or what is to be known.</summary>
    public string? Message { get; init; }

    /// <summary>The first success; null before.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the cloud was last asked.</summary>
    public DateTimeOffset? RefreshedAt { get; init; }

    /// <summary>Resources that are not as the stack has them; empty when none are known to be.</summary>
    public IReadOnlyList<string> Drift { get; init; } = [];

    /// <summary>Outputs of the stack that are no secrets, by name.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The backend that the user chose for it; null for that of the home.</summary>
    public string? Backend { get; init; }

    public string? SecretsProvider { get; init; }

    /// <summary>Whether a process says that it works on it.</summary>
    public bool IsWork => Phase is StackPhase.Pending or StackPhase.Creating or StackPhase.Updating or StackPhase.Deleting;

    /// <summary>This process begins something.</summary>
    internal StackRecord Begun(StackPhase phase, TimeProvider time) => this with { Phase = phase, Since = time.GetUtcNow(), ProcessId = Environment.ProcessId, Message = null };

    /// <summary>It did not succeed.</summary>
    internal StackRecord Ended(Exception failure, TimeProvider time) => this with
    {
        Phase = failure is OperationCanceledException or PulumiException { Kind: PulumiErrorKind.Canceled } ? StackPhase.Stopped : StackPhase.Failed,
        Since = time.GetUtcNow(),
        ProcessId = null,
        Message = failure is PulumiException pulumi ? pulumi.Reason : failure.Message,
    };

    public JsonObject ToJson() => new()
    {
        ["version"] = Format,
        ["phase"] = Phase.ToString(),
        ["since"] = KubeTime.FormatMicro(Since),
        ["processId"] = ProcessId,
        ["message"] = Message,
        ["createdAt"] = CreatedAt is { } created ? KubeTime.Format(created) : null,
        ["refreshedAt"] = RefreshedAt is { } refreshed ? KubeTime.Format(refreshed) : null,
        ["drift"] = new JsonArray([.. Drift.Select(d => JsonValue.Create(d))]),
        ["outputs"] = new JsonObject(Outputs.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)o.Value))),
        ["backend"] = Backend,
        ["secretsProvider"] = SecretsProvider,
    };

    /// <exception cref="FormatException">A newer version wrote it.</exception>
    public static StackRecord From(JsonObject o) => o.Int("version") is not Format
        ? throw new FormatException("A newer version of Geofed wrote the record of this stack; update Geofed.")
        : new(Enum.Parse<StackPhase>(o.Str("phase") ?? ""), KubeTime.Parse(o.Str("since")) ?? default)
        {
            ProcessId = (int?)o.Int("processId"),
            Message = o.Str("message"),
            CreatedAt = KubeTime.Parse(o.Str("createdAt")),
            RefreshedAt = KubeTime.Parse(o.Str("refreshedAt")),
            Drift = [.. o.Strings("drift")],
            Outputs = o.StringMap("outputs"),
            Backend = o.Str("backend"),
            SecretsProvider = o.Str("secretsProvider"),
        };
}
