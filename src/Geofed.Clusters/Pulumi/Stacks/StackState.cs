using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Pulumi;

/// <summary>A resource as a stack's state has it.</summary>
/// <param name="Id">The provider's name for it; null for what is only a group in the program.</param>
/// <param name="IsProtected">Pulumi refuses to delete it.</param>
/// <param name="Inputs">What the program asked for; secrets are encrypted.</param>
/// <param name="Outputs">What the provider told; secrets are encrypted.</param>
public sealed record ResourceState(Urn Urn, string Type, string? Id, string? Parent, bool IsProtected, JsonObject Inputs, JsonObject Outputs);

/// <summary>A step that began and of which nobody knows how it ended.</summary>
/// <param name="Operation">creating, updating, deleting, reading or importing.</param>
public sealed record PendingOperation(Urn Urn, string Operation, string? Id)
{
    public override string ToString() => $"{Operation} {Urn}";
}

/// <summary>A stack's state, as <c>stack export</c> tells it. Secrets in it are encrypted.</summary>
/// <param name="Version">Of the form of the document.</param>
/// <param name="CliVersion">The version of the CLI that wrote it.</param>
/// <param name="WrittenAt">When.</param>
public sealed record StackState(int Version, string? CliVersion, DateTimeOffset? WrittenAt, IReadOnlyList<ResourceState> Resources, IReadOnlyList<PendingOperation> Pending)
{
    /// <summary>Newer forms are refused: what this version does not know it could lose.</summary>
    private const int NewestVersion = 4;

    /// <exception cref="JsonException">It is no state.</exception>
    /// <exception cref="PulumiException"><see cref="PulumiErrorKind.NewerState"/>.</exception>
    internal static StackState Parse(string export, StackName? stack = null)
    {
        var o = PulumiJson.Object(export);
        var version = (int)(o.Int("version") ?? throw new JsonException("The state has no version."));
        if (version > NewestVersion)
        {
            throw new PulumiException(PulumiErrorKind.NewerState, $"its state has version {version}, and this version of Geofed knows those up to {NewestVersion}",
                "Update Geofed, then run the command again.", stack);
        }
        return new(version, o.Str("deployment", "manifest", "version"), PulumiJson.Time(o.Str("deployment", "manifest", "time")),
            [.. o.Objects("deployment", "resources").Select(Resource).OfType<ResourceState>()],
            [.. o.Objects("deployment", "pending_operations").Select(Operation).OfType<PendingOperation>()]);
    }

    private static ResourceState? Resource(JsonObject r) => r.Str("urn") is { } urn
        ? new(new(urn), r.Str("type") ?? new Urn(urn).Type, r.Str("id") is { Length: > 0 } id ? id : null, r.Str("parent"), r.Bool("protect") ?? false,
            r.Obj("inputs").Copy() ?? [], r.Obj("outputs").Copy() ?? [])
        : null;

    private static PendingOperation? Operation(JsonObject p) =>
        p.Str("resource", "urn") is { } urn ? new(new(urn), p.Str("type") ?? "", p.Str("resource", "id") is { Length: > 0 } id ? id : null) : null;
}
