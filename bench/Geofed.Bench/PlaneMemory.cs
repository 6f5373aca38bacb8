using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Federation.Joining;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.Local;

namespace Geofed.Bench;

/// <summary>
/// The memory of a control plane over 100 members that another process serves, with 1,000 and with 10,000 bindings of one ConfigMap and one member each;
/// against the JSON of what its API holds of them: templates, bindings and Works.
/// </summary>
internal static class PlaneMemory
{
    private const int Members = 100;
    private const int AtOnce = 32;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly ResourceCollection Templates = new(new("", "v1", "configmaps"), "default");

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var (home, of) = (new TemporaryHome(), new TemporaryHome());
        await using (home.ConfigureAwait(false))
        await using (of.ConfigureAwait(false))
        {
            using var root = await home.StartAsync(ct).ConfigureAwait(false);
            using var clusters = await of.StartAsync(ct).ConfigureAwait(false);
            var idle = home.Megabytes;
            await CreateAsync(root, LocalApi.Federations, "Federation", "prod", [], ct).ConfigureAwait(false);
            using var federation = HttpKubeApi.FromKubeconfig(home.Server.Home.FederationKubeconfig("prod"));
            await EachAsync(0, Members, (i, stop) => JoinAsync(clusters, of.Server.Home, federation, Member(i), stop), ct).ConfigureAwait(false);
            await UntilAsync(federation, new(KarmadaApi.Clusters), "Ready", Members, ct).ConfigureAwait(false);
            var measurements = new List<Measurement> { new($"plane: resident with {Members} members", home.Megabytes, "MB", "the server without", idle) };
            var made = 0;
            foreach (var count in new[] { 1_000, 10_000 })
            {
                await EachAsync(made, count, (i, stop) => federation.CreateAsync(Templates, Template(i), new(), stop), ct).ConfigureAwait(false);
                made = count;
                await UntilAsync(federation, new(KarmadaApi.ResourceBindings), "FullyApplied", count, ct).ConfigureAwait(false);
                var resident = home.Megabytes;
                measurements.Add(new(string.Create(CultureInfo.InvariantCulture, $"plane: resident with {count:N0} bindings over {Members} members"), resident, "MB", "the objects' JSON", await JsonAsync(federation, ct).ConfigureAwait(false)));
            }
            return measurements;
        }
    }

    private static async Task JoinAsync(IKubeApi clusters, HomeFolder of, IKubeApi federation, string name, CancellationToken ct)
    {
        var spec = JsonNode.Parse("""{ "region": "us-west1", "nodePools": [{ "name": "pool", "machineType": "n2-standard-8", "count": 1 }] }""")!.AsObject();
        await CreateAsync(clusters, LocalApi.SimulatedClusters, "SimulatedCluster", name, spec, ct).ConfigureAwait(false);
        using var member = HttpKubeApi.FromKubeconfig(of.ClusterKubeconfig(name));
        var connection = Kubeconfig.Load(of.ClusterKubeconfig(name)).Connect();
        await MemberJoin.JoinAsync(member, federation, new(name, connection.Endpoint)
        {
            CertificateAuthority = System.Text.Encoding.ASCII.GetString(connection.CertificateAuthority!),
            Region = "us-west1",
            Provider = "gcp",
        }, ct).ConfigureAwait(false);
        await federation.CreateAsync(Workload.Policies, Workload.Policy(name, $$"""{ "clusterAffinity": { "clusterNames": ["{{name}}"] } }""", "v1", "ConfigMap"), new(), ct).ConfigureAwait(false);
    }

    private static async Task CreateAsync(IKubeApi root, GroupVersionResource resource, string kind, string name, JsonObject spec, CancellationToken ct)
    {
        var o = new JsonObject { ["apiVersion"] = LocalApi.ApiVersion, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = spec };
        await root.CreateAsync(new(resource), o, new(), ct).ConfigureAwait(false);
        var follower = new ObjectFollower(root, [new(resource, null, name)], TimeProvider.System, ct);
        await using (follower.ConfigureAwait(false))
            await follower.UntilAsync(stop => root.GetAsync(new(resource, null, name), stop), found => found.Str("status", "phase") == LocalApi.Running, null, ct).ConfigureAwait(false);
    }

    private static async Task UntilAsync(IKubeApi federation, ResourceCollection collection, string condition, int count, CancellationToken ct)
    {
        var holds = new ConcurrentDictionary<string, bool>();
        var informer = new Informer(federation, collection, TimeProvider.System);
        informer.Changed += change => holds[change.Object.Name()] = change.Object.Objects("status", "conditions").Any(c => c.Str("type") == condition && c.Str("status") == "True");
        _ = informer.RunAsync(ct);
        await using (informer.ConfigureAwait(false))
        {
            while (holds.Count(o => o.Value) < count)
                await Task.Delay(Look, TimeProvider.System, ct).ConfigureAwait(false);
        }
    }

    private static async Task<double> JsonAsync(IKubeApi federation, CancellationToken ct)
    {
        var bytes = 0L;
        foreach (var collection in new ResourceCollection[] { Templates, new(KarmadaApi.ResourceBindings), new(KarmadaApi.Works) })
            bytes += (await federation.ListAsync(collection, ListOptions.All, ct).ConfigureAwait(false)).Items.Sum(o => (long)o.ToText().Length);
        return bytes / 1024.0 / 1024.0;
    }

    private static Task EachAsync(int from, int to, Func<int, CancellationToken, Task> act, CancellationToken ct) =>
        Parallel.ForEachAsync(Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, stop) => await act(i, stop).ConfigureAwait(false));

    private static string Member(int i) => string.Create(CultureInfo.InvariantCulture, $"m{i % Members}");

    private static JsonObject Template(int i) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"c{i}"), ["labels"] = new JsonObject { ["bench"] = Member(i) } },
        ["data"] = new JsonObject { ["key"] = new string('x', 64) },
    };
}
