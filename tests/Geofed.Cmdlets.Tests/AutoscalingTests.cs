using Geofed.Client;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Cmdlets.Tests;

/// <summary>Deployments whose number of replicas follows the load; what the load makes of it the test writes itself.</summary>
public class AutoscalingTests : ShellTest
{
    private static readonly ResourcePath Path = new(KarmadaApi.FederatedHPAs, "default", "serve");

    private async Task FederateAsync()
    {
        Shell.Get<FederationInfo>("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
    }

    private FederatedDeployment Publish(string parameters) => Shell.Get<FederatedDeployment>($"Publish-FederatedDeployment serve -Image x -Cpu 1 {parameters}").Single();

    [Fact]
    public async Task Publishing_writes_it_keeps_what_it_has_made_of_the_replicas_and_takes_it_away()
    {
        await FederateAsync();
        var published = Publish("-MinReplicas 2 -MaxReplicas 20 -TargetCpuPercent 60 -ScaleDownDelaySec 30");
        Assert.Equal((2, 20, 60, 30), (published.Autoscaling!.MinReplicas, published.Autoscaling.MaxReplicas, published.Autoscaling.TargetCpuPercent!.Value, published.Autoscaling.ScaleDownDelaySec!.Value));
        Assert.Equal(2, published.Replicas);
        Shell.Get<FederatedDeployment>("Set-FederatedDeployment serve -Replicas 7 -PassThru");
        Assert.Equal(7, Publish("-MaxReplicas 20").Replicas);
        Assert.Equal(4, Publish("-MaxReplicas 4").Replicas);
        Assert.Equal(3, Publish("-MaxReplicas 4 -Replicas 3").Replicas);
        Assert.Equal("1 to 4 at 80 % CPU", Shell.Get<FederatedDeployment>("Get-FederatedDeployment").Single().Autoscaling!.ToString());
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment other -Image x -Cpu 1 -MaxReplicas 9 -WhatIf");
        Assert.Null(await Home.Federation().FindAsync(Path with { Name = "other" }, default));
        Assert.Null(Publish("-Replicas 3").Autoscaling);
        Assert.Null(await Home.Federation().FindAsync(Path, default));
        Publish("-MaxReplicas 4");
        Shell.Run("Unpublish-FederatedDeployment serve -NoWait -Confirm:$false");
        Assert.Null(await Home.Federation().FindAsync(Path, default));
    }

    [Fact]
    public async Task It_is_changed_in_part_and_ended()
    {
        await FederateAsync();
        Publish("-Replicas 3");
        Assert.Equal("1 to 9 at 80 % CPU", Shell.Get<FederatedDeployment>("Set-FederatedDeployment serve -MaxReplicas 9 -PassThru").Single().Autoscaling!.ToString());
        Assert.Equal("2 to 9 at 50 % CPU", Shell.Get<FederatedDeployment>("Set-FederatedDeployment serve -MinReplicas 2 -TargetCpuPercent 50 -PassThru").Single().Autoscaling!.ToString());
        var ended = Shell.Get<FederatedDeployment>("Set-FederatedDeployment serve -NoAutoscaling -PassThru").Single();
        Assert.Equal((3, null), (ended.Replicas, ended.Autoscaling));
    }

    [Theory]
    [InlineData("-MinReplicas 2", "ContradictoryParameters", "-MinReplicas is for a number of replicas that follows the load, which only -MaxReplicas")]
    [InlineData("-MinReplicas 9 -MaxReplicas 2", "ContradictoryParameters", "-MinReplicas 9 is more than -MaxReplicas 2")]
    [InlineData("-MaxReplicas 2 -Replicas 3", "ContradictoryParameters", "-Replicas 3 is more than -MaxReplicas 2")]
    [InlineData("-MinReplicas 2 -MaxReplicas 9 -Replicas 1", "ContradictoryParameters", "-Replicas 1 is less than -MinReplicas 2")]
    [InlineData("-MaxReplicas 9 -TargetCpuPercent 60", "NoCpuRequest", "container 'serve' of deployment 'serve' requests none")]
    public async Task What_cannot_be_meant_is_refused_by_name(string parameters, string id, string message)
    {
        await FederateAsync();
        var cpu = id == "NoCpuRequest" ? "" : "-Cpu 1";
        AssertFails($"Publish-FederatedDeployment serve -Image x {cpu} {parameters}", id, message);
        Assert.Empty(Shell.Get<FederatedDeployment>("Get-FederatedDeployment"));
    }

    [Fact]
    public async Task What_cannot_be_changed_is_refused()
    {
        await FederateAsync();
        Publish("-Replicas 3");
        AssertFails("Set-FederatedDeployment serve -TargetCpuPercent 50", "NotAutoscaled", "-TargetCpuPercent changes how the number of replicas follows the load");
        AssertFails("Set-FederatedDeployment serve -MaxReplicas 5 -NoAutoscaling", "ContradictoryParameters", "-NoAutoscaling and -MaxReplicas");
        Publish("-MaxReplicas 5");
        AssertFails("Set-FederatedDeployment serve -Replicas 6", "ContradictoryParameters", "-Replicas 6 would not last");
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment idle -Image x");
        AssertFails("Set-FederatedDeployment idle -MaxReplicas 5", "NoCpuRequest", "container 'idle' of deployment 'idle' requests none");
    }

    [Fact]
    public async Task What_somebody_else_wrote_is_shown_and_left_alone()
    {
        await FederateAsync();
        Publish("-Replicas 3");
        var theirs = DeploymentAutoscaler.For(await Home.Federation().GetAsync(new(new("apps", "v1", "deployments"), "default", "serve"), default), new(1, 6, 70));
        theirs["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "theirs" };
        await Home.Federation().CreateAsync(Path.Collection, theirs, new(), default);
        Assert.Equal("1 to 6 at 70 % CPU", Shell.Get<FederatedDeployment>("Get-FederatedDeployment serve").Single().Autoscaling!.ToString());
        AssertFails("Publish-FederatedDeployment serve -Image x -Cpu 1 -MaxReplicas 5", "AutoscalerTaken", "FederatedHPA 'default/theirs' is there already");
        Publish("-Replicas 3");
        Assert.NotNull(await Home.Federation().FindAsync(Path with { Name = "theirs" }, default));
    }

    private void AssertFails(string command, string id, string message)
    {
        var error = Assert.Single(Shell.Run(command).Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
    }
}
