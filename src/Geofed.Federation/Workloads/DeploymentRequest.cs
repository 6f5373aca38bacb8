namespace Geofed.Federation;

/// <summary>A Deployment in a person's words: one container, and replicas.</summary>
public sealed record DeploymentRequest(string Name, string Image) : ContainerRequest(Name, Image)
{
    /// <summary>All clusters together; one when null.</summary>
    public int? Replicas { get; init; }
}
