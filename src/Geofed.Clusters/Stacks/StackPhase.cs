namespace Geofed.Clusters.Stacks;

/// <summary>What is, or was last, done with a stack.</summary>
public enum StackPhase
{
    /// <summary>It is wanted, and waits for what must be there before it, such as the network.</summary>
    Pending,
    Creating,
    Running,
    Updating,
    Deleting,

    /// <summary>Steps of the last operation did not succeed; the message says which.</summary>
    Failed,

    /// <summary>The last operation was asked to end, and did so in good order.</summary>
    Stopped,
}
