using System.Text.Json.Nodes;

namespace Geofed.Federation;

/// <summary>What is different in some clusters.</summary>
public sealed record OverrideRequest
{
    /// <summary>Only in these members; in all when empty.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Only in members in these regions; in all when empty.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Instead of the images' own.</summary>
    public string? ImageRegistry { get; init; }
    public string? ImageRepository { get; init; }
    public string? ImageTag { get; init; }

    /// <summary>Those of value null are taken away.</summary>
    public IReadOnlyDictionary<string, string?> Labels { get; init; } = new Dictionary<string, string?>();
    public IReadOnlyDictionary<string, string?> Annotations { get; init; } = new Dictionary<string, string?>();

    /// <summary>Values by JSON pointer, e.g. "/spec/replicas"; those that are null are taken away.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Fields { get; init; } = new Dictionary<string, JsonNode?>();

    public bool IsNothing => ImageRegistry is null && ImageRepository is null && ImageTag is null && Labels.Count == 0 && Annotations.Count == 0 && Fields.Count == 0;
}
