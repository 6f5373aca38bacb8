using System.Collections.Concurrent;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Cmdlets.Connections;

/// <summary>The server of this machine. Connections are kept for the life of the process, so that the next cmdlet need not build one.</summary>
internal sealed class LocalApiSource : IApiSource
{
    /// <summary>By path and age of the kubeconfig: a server that has come up anew has written a new one.</summary>
    private readonly ConcurrentDictionary<(string Path, DateTime Written), HttpKubeApi> _open = new();

    private static string RootKubeconfig => Path.Combine(
        Environment.GetEnvironmentVariable("GEOFED_HOME") is { Length: > 0 } home ? home : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".geofed"),
        "kubeconfigs",
        "root.yaml");

    public async Task<IKubeApi> RootAsync(CancellationToken ct) =>
        await RunningRootAsync(ct).ConfigureAwait(false) ?? throw new ClusterUnreachableException("The Geofed server does not run.");

    public Task<IKubeApi?> RunningRootAsync(CancellationToken ct) => Task.FromResult(File.Exists(RootKubeconfig) ? Open(RootKubeconfig) : null);

    public IKubeApi Open(string kubeconfig) =>
        _open.GetOrAdd((kubeconfig, File.GetLastWriteTimeUtc(kubeconfig)), key => HttpKubeApi.FromKubeconfig(key.Path));

    public IKubeApi OpenMember(Uri endpoint, string token, byte[]? certificateAuthority) => HttpKubeApi.FromToken(endpoint, token, certificateAuthority);
}
