using System.Text.Json.Nodes;

namespace Geofed.Federation.Services;

/// <summary>A Service that other clusters are to use.</summary>
/// <param name="Template">The Service.</param>
/// <param name="Placement">Where it is, and is exported from.</param>
/// <param name="ImportTo">Where it is used; every member, also such as join later, when empty.</param>
public sealed record ServiceExportRequest(JsonObject Template, PlacementRequest Placement, IReadOnlyList<string> ImportTo);
