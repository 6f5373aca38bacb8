using System.Net.Sockets;
using Geofed.Model;

namespace Geofed.Client.Probing;

/// <summary>Measures how long a round trip to an address takes: as long as it takes to open a TCP connection, which is one, without TLS or an answer of the server.</summary>
public sealed class ConnectTime(TimeProvider time)
{
    /// <summary>The least of several, in milliseconds: what is more was spent waiting.</summary>
    /// <exception cref="ClusterUnreachableException">Nobody takes the connection.</exception>
    public async Task<double> MeasureAsync(Uri endpoint, int tries, CancellationToken ct)
    {
        var least = double.MaxValue;
        for (var i = 0; i < tries; i++)
            least = Math.Min(least, await OnceAsync(endpoint, ct).ConfigureAwait(false));
        return least;
    }

    private async Task<double> OnceAsync(Uri endpoint, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            // Resolving a name is no part of the way.
            var addresses = await System.Net.Dns.GetHostAddressesAsync(endpoint.Host, ct).ConfigureAwait(false);
            var start = time.GetTimestamp();
            await client.ConnectAsync(addresses, endpoint.Port, ct).ConfigureAwait(false);
            return time.GetElapsedTime(start).TotalMilliseconds;
        }
        catch (SocketException e)
        {
            throw new ClusterUnreachableException($"{endpoint.Host}:{endpoint.Port} does not take connections: {e.Message}.");
        }
    }
}
