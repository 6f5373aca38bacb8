namespace Geofed.Federation;

/// <summary>A manifest that cannot be read. The message says where and why.</summary>
public sealed class ManifestException(string message, Exception? inner = null) : Exception(message, inner);
