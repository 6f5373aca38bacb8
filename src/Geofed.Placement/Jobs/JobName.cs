namespace Geofed.Placement.Jobs;

/// <summary>Which job: its kind, as a Job and a JobSet may have the same name, its namespace and its name.</summary>
public readonly record struct JobName(string Kind, string? Namespace, string Name)
{
    /// <summary>"default/train"; of other kinds than Job "JobSet default/train".</summary>
    public override string ToString() => (Kind == "Job" ? "" : Kind + " ") + (Namespace is null ? Name : $"{Namespace}/{Name}");
}
