using System.Text.Json.Nodes;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Federation.Geography;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Geography;

namespace Geofed.Cmdlets.Tests;

public class MemberLatencyTests : ShellTest
{
    private const string West = "us-west1", Europe = "europe-west1";

    /// <summary>Two members that seem to be elsewhere.</summary>
    private async Task FederateAsync(bool elsewhere = true)
    {
        Home.Lives = true;
        Shell.Get<FederationInfo>("New-Federation prod");
        Shell.Get<FederationMember>($"'{West}', '{Europe}' | New-GeoCluster -NodeCount 1 | Join-Federation");
        foreach (var (member, n) in elsewhere ? new[] { (West, 1), (Europe, 2) } : [])
        {
            var patch = new JsonObject { ["spec"] = new JsonObject { ["apiEndpoint"] = $"https://10.0.0.{n}/clusters/{member}" } };
            await Home.Federation().PatchAsync(new(KarmadaApi.Clusters, null, member), PatchKind.Merge, patch, new(), default);
        }
    }

    private IKubeApi Cluster(string name) => Home.Open($"clusters-{name}.yaml");

    private async Task AssertNothingIsLeftAsync()
    {
        foreach (var name in new[] { West, Europe })
            Assert.Empty((await Cluster(name).ListAsync(new(new("batch", "v1", "jobs")), ListOptions.All, default)).Items);
    }

    [Fact]
    public async Task Members_measure_to_one_another_and_the_least_is_kept()
    {
        await FederateAsync();
        await using var west = new PlayedProbe(Cluster(West), "0 140.5\n");
        await using var europe = new PlayedProbe(Cluster(Europe), "0 139.25\n");
        var measured = Shell.Get<GeoLatency>("Get-FederationMember | Measure-GeoLatency -Between");
        Assert.Equal([(Europe, West, 139.25), (West, Europe, 140.5)], measured.Select(m => (m.FromCluster!, m.Cluster!, m.RoundTripMs)));
        Assert.All(measured, m => Assert.Equal((RoundTripSource.Measured, false), (m.Source, m.Simulated)));
        Assert.Equal((139.25, RoundTripSource.Measured), Shell.Get<GeoLatency>($"Measure-GeoLatency -From {West} -To {Europe}").Select(l => (l.RoundTripMs, l.Source)).Single());
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task What_simulated_members_say_is_marked_and_not_kept()
    {
        await FederateAsync(elsewhere: false);
        await using var west = new PlayedProbe(Cluster(West), "0 150\n", container: "simulated://1");
        await using var europe = new PlayedProbe(Cluster(Europe), "0 150\n", container: "simulated://1");
        Assert.All(Shell.Get<GeoLatency>("Measure-GeoLatency -Between"), m => Assert.Equal((RoundTripSource.Estimated, true), (m.Source, m.Simulated)));
        Assert.False(File.Exists(Home.Home.LatenciesFile));
    }

    [Fact]
    public async Task What_if_makes_no_pods()
    {
        await FederateAsync();
        var result = Shell.Run("Measure-GeoLatency -Between -WhatIf");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task What_one_member_cannot_do_is_its_error_and_the_others_go_on()
    {
        await FederateAsync();
        await using var west = new PlayedProbe(Cluster(West), "0 140.5\n");
        await using var europe = new PlayedProbe(Cluster(Europe), null);
        var result = Shell.Run("Measure-GeoLatency -Between -TimeoutSec 5");
        Assert.Equal(West, ((GeoLatency)result.Output.Single().BaseObject).FromCluster);
        AssertError(result.Errors.Single(), "Timeout", "In cluster 'europe-west1' the pod that measures has not ended after 5 s: ImagePullBackOff: Back-off pulling image");
        Assert.Equal(Europe, result.Errors.Single().TargetObject);
        await AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData("0 -", 0, "", "Unreachable", "From cluster 'us-west1' the API server of 'europe-west1' (https://10.0.0.2/clusters/europe-west1) takes no connections")]
    [InlineData("sh: curl: not found", 127, "", "ProbeFailed", "In cluster 'us-west1' the pod that measures ended with exit code 127: sh: curl: not found")]
    [InlineData("0 1", 0, "-Namespace nowhere", "NotFound", "Cluster 'us-west1' does not take the Job that measures")]
    public async Task A_failure_names_the_cluster(string answer, int exitCode, string parameters, string id, string message)
    {
        await FederateAsync();
        await using var west = new PlayedProbe(Cluster(West), answer, exitCode);
        await using var europe = new PlayedProbe(Cluster(Europe), "0 1");
        var result = Shell.Run($"Measure-GeoLatency -Between {parameters}");
        AssertError(result.Errors.Single(e => e.Exception.Message.Contains(message, StringComparison.Ordinal)), id, message);
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Stopped_it_leaves_nothing()
    {
        await FederateAsync();
        using var shell = Shell.Prepare("Measure-GeoLatency -Between");
        var running = shell.BeginInvoke();
        await using var jobs = new Geofed.Client.Informer(Cluster(West), new(new("batch", "v1", "jobs")), TimeProvider.System);
        var seen = new TaskCompletionSource();
        jobs.Changed += _ => seen.TrySetResult();
        _ = jobs.RunAsync(CancellationToken.None);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        shell.Stop();
        Assert.True(running.IsCompleted);
        await AssertNothingIsLeftAsync();
    }
}
