using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.ApiServer;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Storage;
using Geofed.Federation.Joining;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests;

/// <summary>A control plane's API and members' APIs in one process and one temporary folder.</summary>
internal sealed class TestFederation : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-test-");
    private readonly Dictionary<string, KubeApiServer> _members = [];
    private readonly ConcurrentQueue<string> _log = new();
    private FederationControlPlane? _plane;
    private Func<string, IReadOnlyList<ComputedResource>> _computed = _ => [];

    public Store Store { get; private set; } = null!;
    public KubeApiServer Server { get; private set; } = null!;
    public IKubeApi Api { get; private set; } = null!;
    public Dictionary<string, FaultyApi> Faults { get; } = [];

    public static Task<TestFederation> StartAsync(params string[] members) => StartAsync(options => options, members);

    public static Task<TestFederation> StartAsync(Func<ControlPlaneOptions, ControlPlaneOptions> configure, params string[] members) => StartAsync(configure, _ => [], members);

    /// <param name="computed">What a member serves besides what it holds.</param>
    public static async Task<TestFederation> StartAsync(Func<ControlPlaneOptions, ControlPlaneOptions> configure, Func<string, IReadOnlyList<ComputedResource>> computed, params string[] members)
    {
        var test = new TestFederation { _computed = computed };
        await test.OpenAsync();
        await test.StartPlaneAsync(configure(test.Quick));
        foreach (var member in members)
            await test.JoinAsync(member, "region-" + member);
        foreach (var member in members)
            await test.Api.UntilAsync(new(KarmadaApi.Clusters, null, member), c => c.Condition("Ready").Str("status") == "True" && c.At("status", "apiEnablements") is not null, test.Log);
        return test;
    }

    public async Task OpenAsync()
    {
        Store = await Store.OpenAsync(Path.Combine(_folder.FullName, "geofed.db"), TimeProvider.System, default);
        Server = await KubeApiServer.OpenAsync(Store, new()
        {
            Name = "federations/test",
            CustomResourceDefinitions = KarmadaResources.CustomResourceDefinitions,
            Admission = KarmadaResources.Admission,
        }, default);
        Api = Server.Local("test");
    }

    /// <summary>Starts the control plane, by default with quick probes and in-process members.</summary>
    public async Task StartPlaneAsync(ControlPlaneOptions? options = null) =>
        _plane = await FederationControlPlane.StartAsync(Server.Local("karmada"), (options ?? Quick) with { Log = line => _log.Enqueue(line) }, default);

    private ControlPlaneOptions Quick => new()
    {
        Connect = credentials => Faults[credentials.Cluster],
        ProbePeriod = TimeSpan.FromMilliseconds(50),
        ProbeTimeout = TimeSpan.FromSeconds(1),
        FailureThreshold = TimeSpan.FromMilliseconds(500),
        SuccessThreshold = TimeSpan.FromMilliseconds(100),
        RequestTimeout = TimeSpan.FromSeconds(2),
        SummaryDelay = TimeSpan.FromMilliseconds(50),
        Failover = new() { TaintAfter = TimeSpan.Zero },
    };

    public async Task StopPlaneAsync()
    {
        if (_plane is not null)
            await _plane.DisposeAsync();
        _plane = null;
    }

    /// <summary>What the controllers complained of, for a failed test's message.</summary>
    public string Log() => string.Join('\n', _log.TakeLast(30));

    public async Task<IKubeApi> AddMemberAsync(string name)
    {
        _members[name] = await KubeApiServer.OpenAsync(Store, new() { Name = "clusters/" + name, Computed = _computed(name) }, default);
        Faults[name] = new FaultyApi(_members[name].Local("karmada-controller"));
        return Member(name);
    }

    public async Task JoinAsync(string name, string region)
    {
        if (!_members.ContainsKey(name))
            await AddMemberAsync(name);
        await MemberJoin.JoinAsync(Member(name), Api, new JoinOptions(name, new Uri($"https://127.0.0.1:1/clusters/{name}")) { Region = region, Zones = [region + "-a"], Provider = "gcp" }, default);
    }

    /// <summary>A member as somebody other than the control plane sees it.</summary>
    public IKubeApi Member(string name) => _members[name].Local("someone");

    public async ValueTask DisposeAsync()
    {
        await StopPlaneAsync();
        foreach (var member in _members.Values)
            await member.DisposeAsync();
        await Server.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
