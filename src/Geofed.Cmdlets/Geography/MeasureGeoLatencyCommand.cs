using System.Management.Automation;
using Geofed.Client.Probing;
using Geofed.Cmdlets.Clusters;
using Geofed.Cmdlets.Completion;
using Geofed.Federation.Geography;
using Geofed.Placement.Geography;

namespace Geofed.Cmdlets.Geography;

/// <summary>Measures round-trip times from here to clusters and between the members of a federation, and tells those between regions: as they are known, or as an estimate from the distance.</summary>
/// <remarks>
/// A round trip to a cluster is the time that a TCP connection to its API server takes, the least of several. It is kept in latencies.json of the home folder. A simulated cluster is on
/// this machine wherever it says it is, so that what is measured there is not kept. With -Between each member measures to all others that come with it, by a Job whose pod connects to their API
/// servers; it is removed in any case. What one cluster cannot do is an error about that cluster. No container runs in a simulated one: it answers with the estimate, marked as simulated, and that is not kept.
/// What you know from elsewhere you give with -RoundTripMs. What is kept takes the place of the estimate in every placement. How times are estimated is in docs/ai-workloads.md.
/// </remarks>
/// <example>
/// <code>Get-FederationMember | Measure-GeoLatency</code>
/// <para>Measures how far the members of a federation are from here.</para>
/// </example>
/// <example>
/// <code>Get-FederationMember | Measure-GeoLatency -Between</code>
/// <para>Lets the members of a federation measure how far they are from one another.</para>
/// </example>
/// <example>
/// <code>Measure-GeoLatency -From europe-west4 | Sort-Object RoundTripMs | Select-Object -First 5</code>
/// <para>Gets the five regions that are nearest to one.</para>
/// </example>
/// <example>
/// <code>Measure-GeoLatency -From berlin-office -To europe-west3 -RoundTripMs 9.5</code>
/// <para>Says how long a round trip takes between two regions.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Measure, "GeoLatency", SupportsShouldProcess = true, DefaultParameterSetName = "Cluster")]
[OutputType(typeof(GeoLatency))]
public sealed partial class MeasureGeoLatencyCommand : ClusterCmdlet
{
    /// <summary>Names of clusters, or with -Between of members; wildcards are allowed. All when left out.</summary>
    [Parameter(Position = 0, ParameterSetName = "Cluster", ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "Members", ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The address of the API server of what comes from the pipeline, e.g. a member.</summary>
    [Parameter(ParameterSetName = "Cluster", ValueFromPipelineByPropertyName = true)]
    public Uri? Endpoint { get; set; }

    /// <summary>The region of what comes from the pipeline.</summary>
    [Parameter(ParameterSetName = "Cluster", ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>How often to measure.</summary>
    [Parameter(ParameterSetName = "Cluster")]
    [Parameter(ParameterSetName = "Members")]
    [ValidateRange(1, 100)]
    public int Count { get; set; } = 5;

    /// <summary>A region.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Regions")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string From { get; set; } = "";

    /// <summary>The regions at the other end; all when left out.</summary>
    [Parameter(ParameterSetName = "Regions")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] To { get; set; } = [];

    /// <summary>The round-trip time in milliseconds, as it is known from elsewhere. It is kept, and holds in both directions.</summary>
    [Parameter(ParameterSetName = "Regions")]
    [ValidateRange(0.001, 60000.0)]
    public double? RoundTripMs { get; set; }

    /// <summary>Forgets what was measured or given, so that it is estimated again.</summary>
    [Parameter(ParameterSetName = "Regions")]
    public SwitchParameter Forget { get; set; }

    private protected override string Doing => "Measuring the latency";

    private HomeLatencies Latencies => new(Apis.Home.LatenciesFile);

    private protected override Task ProcessAsync()
    {
        if (!Between)
            return ParameterSetName == "Regions" ? OfRegionsAsync() : FromHereAsync();
        // A member can only measure to all the others when all of them have come.
        _members.AddRange(Name ?? []);
        return Task.CompletedTask;
    }

    private Task OfRegionsAsync()
    {
        var from = KnownRegions.Get(Apis.Home, From).Name;
        var to = To.Length > 0 ? To.Select(name => KnownRegions.Get(Apis.Home, name).Name).ToList() : [.. KnownRegions.All(Apis.Home).Select(r => r.Name).Where(name => name != from)];
        if (RoundTripMs is not null && To.Length == 0)
            throw GeofedErrors.ContradictoryParameters("-RoundTripMs is the time to a region, so that it needs -To.");
        if (RoundTripMs is not null && Forget)
            throw GeofedErrors.ContradictoryParameters("-RoundTripMs keeps a time and -Forget forgets it.");
        if (RoundTripMs is { } given)
        {
            if (!ShouldProcess($"{from} to {string.Join(", ", to)}", $"Keep a round trip of {given} ms"))
                return Task.CompletedTask;
            Latencies.Keep([.. to.Select(name => new KnownRoundTrip(from, name, given, RoundTripSource.Given))]);
        }
        if (Forget)
        {
            if (!ShouldProcess($"{from} to {string.Join(", ", to)}", "Forget the round trip that is kept"))
                return Task.CompletedTask;
            to.ForEach(name => Latencies.Forget(from, name));
        }
        var atlas = HomeAtlas.Of(Apis.Home);
        WriteObject(to.Select(name => GeoLatency.Between(atlas, from, name)).OfType<GeoLatency>(), enumerateCollection: true);
        return Task.CompletedTask;
    }

    private async Task FromHereAsync()
    {
        var targets = Endpoint is not null
            ? [(Name: string.Join(", ", Name ?? []), Region: Region ?? "", Endpoint)]
            : (await SelectAsync(Name)).Where(c => c.Endpoint is not null).Select(c => (c.Name, c.Region, new Uri(c.Endpoint!))).ToList();
        await ForAllAsync(targets.Where(t => ShouldProcess(t.Name, "Measure and keep the round-trip time")), t => new ConnectTime(Time).MeasureAsync(t.Item3, Count, Stop), (target, milliseconds) =>
        {
            var simulated = target.Item3.IsLoopback;
            if (!simulated && target.Region.Length > 0)
                Latencies.Keep([new(HomeLatencies.Here, target.Region, milliseconds, RoundTripSource.Measured)]);
            WriteObject(new GeoLatency(HomeLatencies.Here, target.Region) { RoundTripMs = milliseconds, Source = RoundTripSource.Measured, Cluster = target.Name, Simulated = simulated });
        }, about: t => t.Name);
    }
}
