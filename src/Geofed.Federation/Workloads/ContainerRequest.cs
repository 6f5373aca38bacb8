namespace Geofed.Federation;

/// <summary>A workload of one container in a person's words: image, resources, environment.</summary>
public record ContainerRequest(string Name, string Image)
{
    public string Namespace { get; init; } = "default";
    public IReadOnlyList<int> Ports { get; init; } = [];
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> Command { get; init; } = [];
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>GPUs of each replica.</summary>
    public int Gpu { get; init; }

    /// <summary>GKE's name of the GPU that each replica needs, e.g. "nvidia-l4"; any when null.</summary>
    public string? Accelerator { get; init; }

    /// <summary>Kubernetes quantities requested by each replica, e.g. "500m" and "2Gi".</summary>
    public string? Cpu { get; init; }
    public string? Memory { get; init; }
}
