using Geofed.Client;
using Geofed.Clusters.Imported;
using Geofed.Cmdlets.Server;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Connections;

/// <summary>Where cmdlets get the APIs from that they talk to.</summary>
internal interface IApiSource
{
    /// <summary>The root API of this machine's server, which is started when it does not run.</summary>
    Task<IKubeApi> RootAsync(CancellationToken ct);

    /// <summary>The root API, or null when the server does not run. Starts nothing.</summary>
    Task<IKubeApi?> RunningRootAsync(CancellationToken ct);

    /// <summary>What the server of this machine is doing. Starts nothing.</summary>
    GeofedServer State();

    /// <summary>Starts the server unless it runs.</summary>
    /// <param name="port">One that is free when null.</param>
    /// <param name="standby">Whether a second process shall stand by for it.</param>
    Task<GeofedServer> StartAsync(int? port, bool standby, CancellationToken ct);

    /// <summary>Stops the server and what stands by for it, and returns when they have ended.</summary>
    Task StopAsync(CancellationToken ct);

    /// <summary>Where everything of this user is.</summary>
    HomeFolder Home { get; }

    /// <summary>Federations that something else serves.</summary>
    AttachedFederations Attached { get; }

    /// <summary>Clusters that somebody else made.</summary>
    ImportedClusters Imported { get; }

    /// <summary>The API of a kubeconfig file. Not to be disposed of: it is shared.</summary>
    IKubeApi Open(string kubeconfig);

    /// <summary>The API at an address, by a token; for the caller to dispose of.</summary>
    IKubeApi OpenMember(Uri endpoint, string token, byte[]? certificateAuthority);
}

/// <summary>The source in use; tests put their own here.</summary>
internal static class ApiSource
{
    public static IApiSource Current { get; set; } = new LocalApiSource();
}
