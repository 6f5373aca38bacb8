using Geofed.Clusters;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;

namespace Geofed.Cmdlets.Tests;

public class StoppingTests : ShellTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Get-GeoCluster")]
    [InlineData("New-GeoCluster us-west1")]
    [InlineData("Get-FederatedDeployment")]
    [InlineData("Join-Federation *")]
    public async Task Ctrl_C_ends_a_cmdlet_whose_server_hangs(string command)
    {
        Home.Hangs = true;
        await AssertStopsAsync(command);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_wait()
    {
        Shell.Run("New-Federation prod");
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x 3>$null");
        await AssertStopsAsync("Wait-FederatedDeployment serve");
    }

    [Fact]
    public void A_pipeline_that_has_enough_ends_without_an_error()
    {
        Shell.Run("'us-west1', 'us-west2', 'asia-east1' | New-GeoCluster");
        Assert.Single(Shell.Get<GeoCluster>("while ($true) { Get-GeoCluster | ForEach-Object { $_; break } }"));
        Assert.Single(Shell.Get<GeoCluster>("while ($true) { 'us-west3', 'us-west4' | New-GeoCluster | ForEach-Object { $_; break } }"));
    }

    [Fact]
    public void An_error_that_shall_stop_stops_and_can_be_caught() => Assert.Equal(
        "UnknownRegion", Shell.Get<string>("try { 'nowhere', 'us-west1' | New-GeoCluster -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }").Single());

    private async Task AssertStopsAsync(string command)
    {
        using var shell = Shell.Prepare("$true; " + command);
        var started = new TaskCompletionSource();
        var output = new System.Management.Automation.PSDataCollection<System.Management.Automation.PSObject>();
        output.DataAdded += (_, _) => started.TrySetResult();
        var running = shell.BeginInvoke<System.Management.Automation.PSObject, System.Management.Automation.PSObject>(null, output);
        await started.Task.WaitAsync(Patience);
        // Left alone it would go on for longer than this. That it ends within a second is the grace, and what a busy machine adds to it.
        await Task.Factory.FromAsync(shell.BeginStop(null, null), shell.EndStop).WaitAsync(Patience);
        Assert.InRange(PipelinePump.Grace, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
        Assert.Equal(System.Management.Automation.PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }
}
