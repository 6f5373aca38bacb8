using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Federation.Geography;
using Geofed.Model;
using Geofed.Placement.Geography;

namespace Geofed.Cmdlets.Geography;

/// <content>Between the members of a federation.</content>
public sealed partial class MeasureGeoLatencyCommand
{
    private readonly List<string> _members = [];

    /// <summary>Measures between the members of a federation: a pod in each connects to the API servers of the others, and is gone after some seconds.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Members")]
    public SwitchParameter Between { get; set; }

    /// <summary>The federation whose members measure. May be left out when there is only one.</summary>
    [Parameter(ParameterSetName = "Members", ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FederationNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Federation { get; set; }

    /// <summary>The image of the pods, for clusters that cannot fetch the usual one. It needs sh, curl and awk.</summary>
    [Parameter(ParameterSetName = "Members")]
    [ValidateNotNullOrEmpty]
    public string Image { get; set; } = ProbeJob.DefaultImage;

    /// <summary>The namespace of the pods.</summary>
    [Parameter(ParameterSetName = "Members")]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Namespace { get; set; } = "default";

    /// <summary>How long a member may take, in seconds, with fetching the image.</summary>
    [Parameter(ParameterSetName = "Members")]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 60;

    /// <summary>Pods that are under way are removed first.</summary>
    private protected override TimeSpan StopGrace => Between ? MemberProbes.Cleanup : base.StopGrace;

    private protected override async Task EndAsync()
    {
        if (!Between)
            return;
        var federation = await FederationConnection.OpenAsync(Apis, Federation, Stop);
        var all = await federation.Members.ListAsync(Stop);
        var members = NamePatterns.Select(all, m => m.Name, _members.Count > 0 ? [.. _members] : null, name => WriteError(
            GeofedErrors.MemberNotFound(name, federation.Name, Suggestions.Nearest(name, all.Select(m => m.Name))).ToRecord(name))).DistinctBy(m => m.Name).ToList();
        var atlas = HomeAtlas.Of(Apis.Home);
        var probes = new MemberProbes(new(federation.Api, Apis.OpenMember), Time) { Namespace = Namespace, Image = Image, Tries = Count, Timeout = TimeSpan.FromSeconds(TimeoutSec) };
        var work = members.Select(m => (From: m, To: MemberPairs.Targets(m, members, atlas))).ToList();
        foreach (var (lonely, _) in work.Where(w => w.To.Count == 0))
            WriteWarning($"From '{lonely.Name}' nothing is measured: no other member was given that it could reach, or whose place is known.");
        var measured = new List<GeoLatency>();
        await ForAllAsync(
            work.Where(w => w.To.Count > 0 && ShouldProcess(w.From.Name, $"Run a pod of {Image} for some seconds, and keep the round trips to {string.Join(", ", w.To)}")),
            w => probes.MeasureAsync(w.From.Name, [.. w.To.Select(to => MemberPairs.AddressOf(to)!)], MemberPairs.Rehearsed(w.From, w.To, atlas), Stop),
            (w, answer) => Tell(w.From, w.To, answer, atlas, measured),
            about: w => w.From.Name);
        if (MemberPairs.ToKeep(measured) is { Count: > 0 } trips)
            Latencies.Keep(trips);
    }

    private void Tell(FederationMember from, IReadOnlyList<FederationMember> targets, ProbeAnswer answer, Atlas atlas, List<GeoLatency> measured)
    {
        foreach (var (n, to) in targets.Index())
        {
            if (answer.RoundTripsMs[n] is not { } milliseconds)
            {
                WriteError(GeofedErrors.NotReachedFrom(from.Name, to.Name, to.Endpoint!).ToRecord(to.Name));
                continue;
            }
            var latency = new GeoLatency(from.Region, to.Region)
            {
                DistanceKm = atlas.DistanceKm(from.Region, to.Region),
                RoundTripMs = milliseconds,
                Source = answer.Simulated ? RoundTripSource.Estimated : RoundTripSource.Measured,
                FromCluster = from.Name,
                Cluster = to.Name,
                Simulated = answer.Simulated,
            };
            measured.Add(latency);
            WriteObject(latency);
        }
    }
}
