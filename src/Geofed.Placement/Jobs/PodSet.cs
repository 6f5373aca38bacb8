using System.Text.Json.Nodes;

namespace Geofed.Placement.Jobs;

/// <summary>Pods of a job that are alike.</summary>
/// <param name="Name">What the job calls them, e.g. "workers"; empty when all of its pods are alike.</param>
/// <param name="Count">How many run at the same time.</param>
/// <param name="Template">Their PodTemplateSpec: the one in the job's document itself, not a copy.</param>
public sealed record PodSet(string Name, long Count, JsonObject Template);
