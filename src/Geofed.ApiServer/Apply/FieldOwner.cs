namespace Geofed.ApiServer.Apply;

/// <summary>Who writes: the manager's name, the version that it writes in, when (metav1.Time), and through which subresource.</summary>
public sealed record FieldOwner(string Manager, string ApiVersion, string Time, string? Subresource = null);
