using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>One thing to do to one resource.</summary>
/// <param name="Op">As events name it: same, create, update, delete, replace, ...</param>
internal sealed record Step(string Op, JsonObject? Old, JsonObject? New)
{
    /// <summary>Why it is replaced: the inputs that cannot be changed.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    public InputDiff? Diff { get; init; }

    /// <summary>What people mean by it; the parts of a replacement are not (contract 2.1).</summary>
    public bool IsLogical => Op is not ("create-replacement" or "delete-replaced");

    public string Urn => (New ?? Old).Str("urn")!;

    public string Type => (New ?? Old).Str("type")!;

    public bool IsInternal => (New ?? Old)!.IsInternal();

    /// <summary>StepEventMetadata, in its order of fields.</summary>
    public JsonObject Metadata(string? op = null)
    {
        var metadata = new JsonObject { ["op"] = op ?? Op, ["urn"] = Urn, ["type"] = Type, ["old"] = ResourceDocument.ForEvent(Old), ["new"] = ResourceDocument.ForEvent(New) };
        if (Keys.Count > 0)
            metadata["keys"] = new JsonArray([.. Keys.Select(k => JsonValue.Create(k))]);
        if (Diff is { Changes.Count: > 0 } && Op is not "same")
            metadata["diffs"] = new JsonArray([.. Diff.Roots.Select(k => JsonValue.Create(k))]);
        metadata["detailedDiff"] = Diff is { Changes.Count: > 0 } && Op is not "same" ? Diff.Detailed("diffKind", Keys) : null;
        if (IsLogical)
            metadata["logical"] = true;
        metadata["provider"] = (New ?? Old).Str("provider") ?? "";
        return metadata;
    }
}
