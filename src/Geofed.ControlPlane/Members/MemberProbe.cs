using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>Asks a member whether it is well: /readyz, or /healthz where that is not served.</summary>
internal static class MemberProbe
{
    public static async Task<ProbeResult> ProbeAsync(BoundedApi api, TimeSpan within, CancellationToken ct)
    {
        try
        {
            try
            {
                await api.GetRawAsync("/readyz", within, ct).ConfigureAwait(false);
            }
            catch (KubeApiException e) when (e.IsNotFound)
            {
                await api.GetRawAsync("/healthz", within, ct).ConfigureAwait(false);
            }
            return ProbeResult.Healthy;
        }
        catch (KubeApiException e)
        {
            return ProbeResult.NotReady($"{e.Message} ({e.Code})");
        }
        catch (ClusterUnreachableException e)
        {
            return ProbeResult.NotReachable(e.Message);
        }
#pragma warning disable CA1031 // A client that breaks in its own way is a member that cannot be reached.
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return ProbeResult.NotReachable(e.Message);
        }
    }
}
