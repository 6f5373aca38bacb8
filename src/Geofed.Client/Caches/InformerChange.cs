using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>One change of an informer's cache. The objects are shared: copy before changing.</summary>
/// <param name="Type">Added, Modified or Deleted.</param>
/// <param name="Object">The object as it is now; for a deletion, as it last was.</param>
/// <param name="Old">What the cache held before; null for an addition.</param>
public readonly record struct InformerChange(WatchEventType Type, JsonObject Object, JsonObject? Old);
