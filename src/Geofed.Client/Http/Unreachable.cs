using System.Net.Sockets;
using System.Security.Authentication;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>Words a connection's failure for the person who reads it.</summary>
internal static class Unreachable
{
    public static ClusterUnreachableException Because(Uri endpoint, Exception failure) => new($"Cannot reach {endpoint}: {Reason(failure)}", failure);

    public static ClusterUnreachableException TooSlow(Uri endpoint, TimeSpan waited) => new($"Cannot reach {endpoint}: no answer within {waited.TotalSeconds:0.#} s");

    private static string Reason(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "the connection was refused";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return "no such host";
                case SocketException socket:
                    return socket.Message;
                case AuthenticationException tls:
                    return $"TLS failed: {tls.Message}";
                case HttpProtocolException or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "the connection was closed without an answer";
                case TimeoutException or TaskCanceledException:
                    return "no connection in time";
            }
        }
        return failure.Message;
    }
}
