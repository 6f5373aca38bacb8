using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Geofed.ApiServer.Hosting;

/// <summary>How much of a request a connection takes before it is known who asks: more ends with 413, 414 or 431, and one who sends too slowly with 408.</summary>
public static class ConnectionLimits
{
    /// <summary>Sets them, for a host that listens.</summary>
    public static void Set(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
        // Selectors with many names make long addresses.
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
