namespace Geofed.Federation;

/// <summary>How far what was published has come.</summary>
public enum WorkloadState
{
    /// <summary>Not placed on any cluster yet, or it cannot be.</summary>
    Pending,

    /// <summary>Placed; not all clusters run the newest template as they should yet.</summary>
    Progressing,

    /// <summary>Every cluster has the newest template, and it is ready there.</summary>
    Ready,

    /// <summary>A cluster refused it, or it ended badly there.</summary>
    Failed,

    /// <summary>Being deleted everywhere.</summary>
    Deleting,
}
