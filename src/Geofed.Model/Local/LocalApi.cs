namespace Geofed.Model.Local;

/// <summary>The root API of the one-machine server, under <c>/root</c>: its objects create the other APIs.</summary>
public static class LocalApi
{
    public const string Group = "local.geofed.io";
    public const string Version = "v1alpha1";
    public const string ApiVersion = Group + "/" + Version;

    public static readonly GroupVersionResource SimulatedClusters = new(Group, Version, "simulatedclusters");
    public static readonly GroupVersionResource Federations = new(Group, Version, "federations");

    /// <summary>Values of <c>status.phase</c>.</summary>
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Failed = "Failed";
}
