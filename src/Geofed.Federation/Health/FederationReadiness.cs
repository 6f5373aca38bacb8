using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Waits for a control plane that has just been set up.</summary>
public static class FederationReadiness
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    /// <summary>Returns when the API serves Karmada's resources.</summary>
    /// <exception cref="TimeoutException">It does not after <paramref name="timeout"/>; the message says how it answered last.</exception>
    public static async Task<KarmadaCapabilities> WaitAsync(string federation, IKubeApi api, TimeSpan timeout, TimeProvider time, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var reason = "it does not serve Karmada's resources yet";
            try
            {
                if (await KarmadaCapabilities.ReadAsync(api, ct).ConfigureAwait(false) is { Engine: not null } capabilities)
                    return capabilities;
            }
            catch (Exception e) when (e is ClusterUnreachableException or KubeApiException)
            {
                reason = e.Message;
            }
            if (time.GetElapsedTime(started) >= timeout)
                throw new TimeoutException($"Federation '{federation}' is installed, and after {timeout.TotalSeconds:0} s its API cannot be used from here: {reason.TrimEnd('.')}.");
            await Task.Delay(Step, time, ct).ConfigureAwait(false);
        }
    }
}
