using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Federation.Joining;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.Local;

namespace Geofed.Server.Tests;

/// <summary>A home of its own, with the real server process when a test starts it. Only processes that it started are ended.</summary>
internal sealed class HomeProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-server-");
    private readonly List<HttpKubeApi> _clients = [];

    public HomeProcess()
    {
        Home = new(Path.Combine(_folder.FullName, "home"));
        Local = new(Home, TimeProvider.System);
    }

    public HomeFolder Home { get; }

    public LocalServer Local { get; }

    public Task<ServerState> StartAsync(int? port = null) => Local.StartAsync(port, default);

    /// <summary>Ends the server as a power cut would (SIGKILL), and returns when the system has let go of its lock.</summary>
    public async Task KillAsync()
    {
        using var process = Process.GetProcessById(Local.GetState()!.ProcessId);
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Whoever serves the home finds it deleted, all of it at once.</summary>
    public void TakeAway() => Directory.Move(Home.Folder, Home.Folder + "-gone");

    /// <summary>Returns when a process has ended.</summary>
    public static async Task EndedAsync(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
    }

    public HttpKubeApi Root() => Open(Home.RootKubeconfig);

    public HttpKubeApi Cluster(string name) => Open(Home.ClusterKubeconfig(name));

    public HttpKubeApi Federation(string name) => Open(Home.FederationKubeconfig(name));

    /// <summary>Asks for a cluster or a federation and returns when it runs.</summary>
    public async Task<JsonObject> CreateAsync(GroupVersionResource resource, string kind, string name, JsonObject? spec = null)
    {
        using var root = HttpKubeApi.FromKubeconfig(Home.RootKubeconfig);
        var o = new JsonObject
        {
            ["apiVersion"] = LocalApi.ApiVersion,
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = spec ?? new JsonObject { ["region"] = "us-west1" },
        };
        await root.CreateAsync(new(resource), o, new(), default);
        return await root.UntilAsync(new(resource, null, name), found => found.Str("status", "phase") is LocalApi.Running or LocalApi.Failed);
    }

    public Task<JsonObject> CreateClusterAsync(string name) => CreateAsync(LocalApi.SimulatedClusters, "SimulatedCluster", name);

    /// <summary>Makes a cluster, of this home or of another, a member of a federation of this one.</summary>
    public Task<JsonObject> JoinAsync(string federation, HomeProcess of, string cluster)
    {
        var connection = Kubeconfig.Load(of.Home.ClusterKubeconfig(cluster)).Connect();
        return MemberJoin.JoinAsync(of.Cluster(cluster), Federation(federation), new JoinOptions(cluster, connection.Endpoint)
        {
            CertificateAuthority = Encoding.ASCII.GetString(connection.CertificateAuthority!),
            Region = "us-west1",
            Zones = ["us-west1-a"],
            Provider = "gcp",
        }, default);
    }

    /// <summary>The Cluster of a member when it is ready and has told what it serves.</summary>
    public Task<JsonObject> ReadyAsync(string federation, string member) => Federation(federation).UntilAsync(new(KarmadaApi.Clusters, null, member),
        c => c.At("status", "apiEnablements") is not null && c.Objects("status", "conditions").Any(x => x.Str("type") == "Ready" && x.Str("status") == "True"));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Local.StopAsync(TimeSpan.FromSeconds(60), default);
        _folder.Delete(recursive: true);
    }

    private HttpKubeApi Open(string kubeconfig)
    {
        _clients.Add(HttpKubeApi.FromKubeconfig(kubeconfig));
        return _clients[^1];
    }
}

internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns when the API answers, also when it did not at first.</summary>
    public static async Task AnswersAsync(this IKubeApi api)
    {
        await using var informer = new Informer(api, new(new("", "v1", "namespaces")), TimeProvider.System);
        _ = informer.RunAsync(default);
        await informer.Synced.WaitAsync(Patience);
    }

    /// <summary>The object as soon as it is as wanted.</summary>
    public static async Task<JsonObject> UntilAsync(this IKubeApi api, ResourcePath path, Func<JsonObject, bool> wanted)
    {
        await using var follower = new ObjectFollower(api, [path], TimeProvider.System, default);
        var (found, done) = await follower.UntilAsync(ct => api.FindAsync(path, ct), o => o is not null && wanted(o), Patience, default);
        return done ? found! : throw new TimeoutException($"{path} is not as wanted after {Patience.TotalSeconds} s: {found?.ToText() ?? "it is not there"}");
    }
}
