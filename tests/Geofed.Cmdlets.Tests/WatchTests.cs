using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Tests;

/// <summary>What happens is written as it happens.</summary>
public class WatchTests : ShellTest
{
    private void Federate()
    {
        Home.Lives = true;
        Shell.Get<FederationInfo>("New-Federation prod");
        Shell.Get<FederationMember>("'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 1 | Join-Federation");
    }

    [Fact]
    public async Task Workloads_and_members_are_told_of_until_it_is_stopped()
    {
        Federate();
        using var other = new Shell();
        using var watching = other.Prepare("Watch-Federation");
        var seen = new List<FederationEvent>();
        var news = new SemaphoreSlim(0);
        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, e) =>
        {
            lock (seen)
                seen.Add((FederationEvent)output[e.Index].BaseObject);
            news.Release();
        };
        var running = watching.BeginInvoke<PSObject, PSObject>(null, output);
        // It tells what happens from then on when it follows; so something happens until it does.
        for (var tier = 0; seen.Count == 0 && tier < 100; tier++)
        {
            Shell.Run($"Suspend-FederationMember us-west1; Resume-FederationMember us-west1");
            await news.WaitAsync(TimeSpan.FromMilliseconds(100));
        }
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x -Replicas 2 | Wait-FederatedDeployment -TimeoutSec 60");
        Shell.Get<object>("Unpublish-FederatedDeployment serve -TimeoutSec 60");
        while (!Array.TrueForAll(["Placed", "ScheduleBindingSucceed", "Ready", "Withdrawn"], reason => Saw("Deployment/serve", reason)))
            Assert.True(await news.WaitAsync(TimeSpan.FromSeconds(60)), string.Join("\n", seen));
        Assert.True(Saw("Cluster/us-west1", "Suspended") || Saw("Cluster/us-west1", "Resumed"));
        watching.Stop();
        Assert.True(running.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(60)));

        bool Saw(string about, string reason)
        {
            lock (seen)
                return seen.Exists(e => e.About == about && e.Reason == reason);
        }
    }

    [Fact]
    public void It_ends_when_its_time_is_up()
    {
        Federate();
        Assert.Empty(Shell.Run("Watch-Federation prod -TimeoutSec 1 | Where-Object Warning").Errors);
        AssertError(Shell.Error("Watch-Federation prodd"), "FederationNotFound", "Did you mean 'prod'?");
    }

    [Fact]
    public async Task Pods_are_got_from_every_member_and_one_that_does_not_answer_keeps_nobody_back()
    {
        Federate();
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x -Replicas 2 | Wait-FederatedDeployment -TimeoutSec 60");
        foreach (var cluster in new[] { "us-west1", "europe-west1" })
        {
            foreach (var (name, app) in new[] { ("serve-1", "serve"), ("other", "other") })
            {
                await Home.Open($"clusters-{cluster}.yaml").CreateAsync(new(new("", "v1", "pods"), "default"), new()
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "Pod",
                    ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app.kubernetes.io/name"] = app } },
                    ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "x" }) },
                }, new(), default);
            }
        }
        Assert.Equal(["europe-west1/serve-1", "us-west1/serve-1"], Shell.Get<FederatedPod>("Get-FederatedDeployment serve | Get-FederatedPod").Select(p => p.ToString()));
        Assert.Equal(["us-west1/other", "us-west1/serve-1"], Shell.Get<FederatedPod>("Get-FederatedPod -Cluster us-*").Select(p => p.ToString()));
        Assert.Matches("us-west1 +default +serve-1 +0/1 +Pending +0", Shell.Show("Get-FederatedPod serve -Cluster us-west1")[2]);
        AssertError(Shell.Error("Get-FederatedPod serv"), "ResourceNotFound", "Did you mean 'serve'?");
        await Home.AddMemberAsync("lost", "us-east1", ready: false);
        var result = Shell.Run("Get-FederatedPod serve");
        Assert.Equal(2, result.Output.Count);
        Assert.Contains("'lost'", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }
}
