using System.Text.Json.Nodes;

namespace Geofed.Federation.Services;

/// <summary>What a federation says of one Service.</summary>
/// <param name="Template">The Service itself.</param>
/// <param name="Binding">That of the Service; the others are those of its ServiceExport and ServiceImport. Null where there is none.</param>
public sealed record ServiceDocuments(JsonObject Template, JsonObject? Binding, JsonObject? Export, JsonObject? Import)
{
    /// <summary>Whether it is to be exported, also where no binding tells of it yet.</summary>
    public bool Exported { get; init; } = Export is not null;
}
