namespace Geofed.Federation;

/// <summary>A Service in a person's words.</summary>
public sealed record ServiceRequest(string Name)
{
    public string Namespace { get; init; } = "default";
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>The container's port; that of the Service itself when null.</summary>
    public int? TargetPort { get; init; }

    public ServiceType Type { get; init; }

    /// <summary>Labels of its pods; those that Geofed gives to a deployment of the same name when empty.</summary>
    public IReadOnlyDictionary<string, string> Selector { get; init; } = new Dictionary<string, string>();
}

/// <summary>How a Service is reached.</summary>
public enum ServiceType
{
    /// <summary>From inside the cluster.</summary>
    ClusterIP,

    /// <summary>On a port of every node.</summary>
    NodePort,

    /// <summary>By an address of its own.</summary>
    LoadBalancer,
}
