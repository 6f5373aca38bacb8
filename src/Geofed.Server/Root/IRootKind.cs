using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Server;

/// <summary>One of the root API's resources: what its objects ask the server to serve.</summary>
internal interface IRootKind
{
    GroupVersionResource Resource { get; }

    /// <summary>Where the API of an object is served, e.g. "clusters/us-west1".</summary>
    string Path(string name);

    string Kubeconfig(string name);

    /// <summary>Opens the API of an object and runs its controllers.</summary>
    /// <exception cref="FormatException">The object asks for something that does not exist.</exception>
    Task<IAsyncDisposable> StartAsync(JsonObject o, CancellationToken ct);

    /// <summary>Follows a change of an object that is served already.</summary>
    /// <returns>What runs from now on; the same when nothing had to be started anew.</returns>
    Task<IAsyncDisposable> ChangeAsync(JsonObject o, IAsyncDisposable running, CancellationToken ct);

    /// <summary>The fields of <c>status</c> beyond phase, endpoint and kubeconfig.</summary>
    JsonObject Status(JsonObject o);
}
