using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.ApiServer;
using Geofed.ApiServer.Storage;
using Geofed.Client;
using Geofed.Clusters.Imported;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Server;
using Geofed.ControlPlane;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.Local;

namespace Geofed.Cmdlets.Tests.Playing;

/// <summary>
/// A home whose APIs are real, in this process, but whose controllers are played: clusters and federations run as soon as they are asked for,
/// and a federation does nothing that a test does not do for it.
/// </summary>
internal sealed class PlayedHome : IApiSource, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geofed-cmdlets-").FullName;
    private readonly ConcurrentDictionary<string, KubeApiServer> _apis = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _running;
    private bool _standby;
    private Store _store = null!;
    private Informer[] _informers = [];
    private readonly ConcurrentStack<IAsyncDisposable> _controllers = new();

    public IKubeApi Root { get; private set; } = null!;

    /// <summary>Set to make every call to the root API wait for ever.</summary>
    public bool Hangs { get; set; }

    /// <summary>Set to run the real control plane in federations that are created from then on, and to play the Deployments of clusters.</summary>
    public bool Lives { get; set; }

    /// <summary>Clusters of these names do not come up.</summary>
    public HashSet<string> Broken { get; } = [];

    public static async Task<PlayedHome> OpenAsync()
    {
        var home = new PlayedHome();
        home._store = await Store.OpenAsync(Path.Combine(home._folder, "geofed.db"), TimeProvider.System, CancellationToken.None);
        home.Root = (await home.ServeAsync("root", RootDefinitions.All)).Local("geofed-server");
        home._informers = [home.Play(LocalApi.SimulatedClusters, "clusters", []), home.Play(LocalApi.Federations, "federations", KarmadaResources.CustomResourceDefinitions)];
        ApiSource.Current = home;
        return home;
    }

    public async Task<IKubeApi> RootAsync(CancellationToken ct)
    {
        if (Hangs)
            await Task.Delay(Timeout.Infinite, ct);
        return Root;
    }

    public async Task<IKubeApi?> RunningRootAsync(CancellationToken ct) => await RootAsync(ct);

    public GeofedServer State() => new(_running ? "Running" : "Stopped", _folder) { Standbys = _standby ? [4711] : [] };

    public Task<GeofedServer> StartAsync(int? port, bool standby, CancellationToken ct)
    {
        (_running, _standby) = (true, standby);
        return Task.FromResult(State() with { Address = $"https://127.0.0.1:{port ?? 1}" });
    }

    public Task StopAsync(CancellationToken ct)
    {
        (_running, _standby) = (false, false);
        return Task.CompletedTask;
    }

    public HomeFolder Home => new(_folder);

    public ImportedClusters Imported => new(Path.Combine(_folder, "imported"));

    public AttachedFederations Attached => new(Path.Combine(_folder, "attached"));

    /// <summary>Every kubeconfig leads by its address to an API of this home.</summary>
    public IKubeApi Open(string kubeconfig) => kubeconfig.Contains("attached", StringComparison.Ordinal) || kubeconfig.Contains("imported", StringComparison.Ordinal)
        ? Api(Kubeconfig.Load(kubeconfig).Connect().Endpoint.AbsolutePath.Trim('/'))
        : Api(string.Join('/', Path.GetFileNameWithoutExtension(kubeconfig).Split('-', 2)));

    public IKubeApi OpenMember(Uri endpoint, string token, byte[]? certificateAuthority) => Api(endpoint.AbsolutePath.Trim('/'));

    public IKubeApi Federation(string name = "prod") => Api("federations/" + name);

    private IKubeApi Api(string name) => _apis[name].Local("admin");

    /// <summary>Makes a cluster a member, ready or not, without what joining does on it.</summary>
    public async Task AddMemberAsync(string name, string region, bool ready = true)
    {
        var cluster = new JsonObject
        {
            ["apiVersion"] = KarmadaApi.Clusters.ApiVersion,
            ["kind"] = "Cluster",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["syncMode"] = "Push", ["region"] = region, ["apiEndpoint"] = "https://127.0.0.1:1/clusters/" + name },
        };
        await Federation().CreateAsync(new(KarmadaApi.Clusters), cluster, new(), default);
        var status = new JsonObject
        {
            ["kubernetesVersion"] = "v1.34.0",
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Ready",
                ["status"] = ready ? "True" : "False",
                ["reason"] = ready ? "ClusterReady" : "ClusterNotReachable",
                ["message"] = ready ? "cluster is healthy" : "cluster is not reachable",
                ["lastTransitionTime"] = "2026-01-01T00:00:00Z",
            }),
        };
        // Patched: whoever plays the control plane may be writing too.
        await Federation().PatchAsync(new(KarmadaApi.Clusters, null, name, "status"), PatchKind.Merge, new JsonObject { ["status"] = status }, new(), default);
    }

    /// <summary>Does what scheduler and status collector would: writes the binding of a deployment, all of it ready or none.</summary>
    public async Task PlaceAsync(string deployment, bool ready, params (string Cluster, int Replicas)[] shares)
    {
        var template = await Federation().GetAsync(new(new("apps", "v1", "deployments"), "default", deployment), default);
        var generation = template.Int("metadata", "generation");
        var bindings = new ResourceCollection(KarmadaApi.ResourceBindings, "default");
        var name = KarmadaNames.Binding("Deployment", deployment);
        await Federation().DeleteIfThereAsync(bindings.Named(name), default);
        var binding = await Federation().CreateAsync(bindings, new JsonObject
        {
            ["apiVersion"] = KarmadaApi.ResourceBindings.ApiVersion,
            ["kind"] = "ResourceBinding",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
            ["spec"] = new JsonObject
            {
                ["resource"] = new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "Deployment", ["name"] = deployment, ["namespace"] = "default" },
                ["replicas"] = template.Int("spec", "replicas"),
                ["placement"] = (await Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", deployment), default)).At("spec", "placement").Copy(),
                ["clusters"] = new JsonArray([.. shares.Select(s => new JsonObject { ["name"] = s.Cluster, ["replicas"] = s.Replicas })]),
            },
        }, new(), default);
        binding["status"] = new JsonObject
        {
            ["schedulerObservedGeneration"] = binding.Int("metadata", "generation"),
            ["aggregatedStatus"] = new JsonArray([.. shares.Select(s => new JsonObject
            {
                ["clusterName"] = s.Cluster,
                ["applied"] = true,
                ["status"] = new JsonObject
                {
                    ["replicas"] = s.Replicas, ["updatedReplicas"] = s.Replicas, ["readyReplicas"] = ready ? s.Replicas : 0, ["availableReplicas"] = ready ? s.Replicas : 0,
                    ["generation"] = 1, ["observedGeneration"] = 1, ["resourceTemplateGeneration"] = generation,
                },
            })]),
        };
        await Federation().ReplaceAsync(bindings.Named(name, "status"), binding, new(), default);
        template["status"] = new JsonObject { ["observedGeneration"] = generation };
        await Federation().ReplaceAsync(new(new("apps", "v1", "deployments"), "default", deployment, "status"), template, new(), default);
    }

    private async Task<KubeApiServer> ServeAsync(string name, IReadOnlyList<JsonObject> definitions) =>
        _apis[name] = await KubeApiServer.OpenAsync(_store, new() { Name = name, CustomResourceDefinitions = definitions }, CancellationToken.None);

    private Informer Play(GroupVersionResource resource, string kind, IReadOnlyList<JsonObject> definitions)
    {
        var informer = new Informer(Root, new(resource), TimeProvider.System);
        informer.Changed += change =>
        {
            if (change.Type == WatchEventType.Added)
                _ = StartAsync(new ResourceCollection(resource).Named(change.Object.Name(), "status"), change.Object.Copy(), kind, definitions);
            else if (change.Type == WatchEventType.Modified && change.Object.Str("spec", "outage") != change.Object.Str("status", "outage"))
                _ = FailAsync(change.Object.Copy());
        };
        _ = informer.RunAsync(_stop.Token);
        return informer;
    }

    private async Task FailAsync(JsonObject cluster)
    {
        cluster.Ensure("status")["outage"] = cluster.Str("spec", "outage");
        await Root.ReplaceAsync(new(LocalApi.SimulatedClusters, null, cluster.Name(), "status"), cluster, new(), CancellationToken.None);
    }

    private async Task StartAsync(ResourcePath status, JsonObject o, string kind, IReadOnlyList<JsonObject> definitions)
    {
        if (Broken.Contains(o.Name()))
        {
            o["status"] = new JsonObject { ["phase"] = LocalApi.Failed, ["message"] = "no such machine type" };
        }
        else
        {
            var server = await ServeAsync($"{kind}/{o.Name()}", definitions);
            if (Lives)
                await RunAsync(kind, server.Local("controllers"));
            var endpoint = $"https://127.0.0.1:1/{kind}/{o.Name()}";
            var kubeconfig = Path.Combine(_folder, $"{kind}-{o.Name()}.yaml");
            Kubeconfig.ForToken(o.Name(), new(endpoint), server.AdminToken, "ca"u8.ToArray()).Save(kubeconfig);
            o["status"] = new JsonObject { ["phase"] = LocalApi.Running, ["endpoint"] = endpoint, ["kubeconfig"] = kubeconfig };
        }
        await Root.ReplaceAsync(status, o, new(), CancellationToken.None);
    }

    private async Task RunAsync(string kind, IKubeApi api) => _controllers.Push(kind == "clusters"
        ? new PlayedWorkloads(api)
        : await FederationControlPlane.StartAsync(api, new()
        {
            Connect = member => OpenMember(member.Endpoint, "", null),
            ProbePeriod = TimeSpan.FromMilliseconds(200),
            SuccessThreshold = TimeSpan.FromMilliseconds(200),
            SummaryDelay = TimeSpan.FromMilliseconds(100),
        }, CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        while (_controllers.TryPop(out var controller))
            await controller.DisposeAsync();
        foreach (var informer in _informers)
            await informer.DisposeAsync();
        foreach (var api in _apis.Values)
            await api.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
