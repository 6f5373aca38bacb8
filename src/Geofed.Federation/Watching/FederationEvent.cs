namespace Geofed.Federation;

/// <summary>Something that has happened in a federation.</summary>
/// <param name="About">What it happened to, e.g. "Deployment/serve" or "Cluster/us-west1".</param>
public sealed record FederationEvent(DateTimeOffset Time, string About, string Federation)
{
    /// <summary>Empty for what is in no namespace.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>True for what somebody should look at.</summary>
    public bool Warning { get; init; }

    /// <summary>In one word, e.g. ScheduleBindingSucceed, NotReady, Placed.</summary>
    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    public override string ToString() => $"{About} {Reason}: {Message}";
}
