namespace Geofed.Model.Karmada;

/// <summary>Annotations of Geofed's own on Karmada's objects. A real Karmada carries them and does not act on them.</summary>
public static class GeofedMarks
{
    /// <summary>On a binding: the members that it was driven from and has not been scheduled anew since, separated by commas.</summary>
    public const string EvictedFrom = "failover.geofed.io/evicted-from";
}
