using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Joining;

/// <summary>The end of a Cluster on the control plane.</summary>
internal static class MemberRemoval
{
    /// <summary>Waits until the Cluster is gone; false when it is not in time.</summary>
    public static async Task<bool> WaitAsync(IKubeApi controlPlane, ResourcePath cluster, UnjoinOptions options, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(options.Patience, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            while (await controlPlane.FindAsync(cluster, both.Token).ConfigureAwait(false) is { } last)
            {
                var watch = new ListOptions { FieldSelector = "metadata.name=" + cluster.Name, ResourceVersion = last.ResourceVersion() };
                await foreach (var change in controlPlane.WatchAsync(cluster.Collection, watch, both.Token).ConfigureAwait(false))
                {
                    if (change.Type == WatchEventType.Deleted)
                        return true;
                }
            }
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Forgets the Works of the cluster and then the Cluster, whatever is still on the member (karmadactl unjoin --force).</summary>
    public static async Task ForceAsync(IKubeApi controlPlane, ResourcePath cluster, CancellationToken ct)
    {
        var ns = KarmadaNames.ExecutionNamespace(cluster.Name);
        var works = new ResourceCollection(KarmadaApi.Works, ns);
        foreach (var work in (await controlPlane.ListAsync(works, ListOptions.All, ct).ConfigureAwait(false)).Items)
        {
            await controlPlane.ReleaseAsync(works.Named(work.Name()), ct).ConfigureAwait(false);
            await controlPlane.EnsureGoneAsync(works.Named(work.Name()), ct).ConfigureAwait(false);
        }
        await controlPlane.EnsureGoneAsync(new(JoinNames.Namespaces, null, ns), ct).ConfigureAwait(false);
        await controlPlane.ReleaseAsync(cluster, ct).ConfigureAwait(false);
    }
}
