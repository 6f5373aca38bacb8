using System.Text.Json.Nodes;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>What one cluster exports.</summary>
/// <param name="Export">Its ServiceExport.</param>
/// <param name="Service">The Service that it names; null when the cluster has none.</param>
internal sealed record ExportedService(string Cluster, JsonObject Export, JsonObject? Service);
