using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Tests.Playing;

namespace Geofed.Cmdlets.Tests;

public class CompletionTests : ShellTest
{
    private string[] Complete(string line)
    {
        using var shell = Shell.Prepare("");
        shell.Commands.Clear();
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(m => m.CompletionText)];
    }

    [Fact]
    public void Regions_complete_without_a_server()
    {
        Home.Hangs = true;
        Assert.Equal(["us-west1", "us-west2", "us-west3", "us-west4"], Complete("New-GeoCluster us-w"));
        Shell.Run("Register-GeoRegion us-ward -Latitude 1 -Longitude 1");
        Assert.Equal(["us-ward"], Complete("New-GeoCluster us-wa"));
        Assert.Equal(["us-ward"], Complete("Test-FederatedPlacement -With us-wa"));
        Assert.Contains("nvidia-l4", Complete("New-GeoCluster us-west1 -Accelerator "));
    }

    [Fact]
    public async Task Names_complete_from_what_there_is()
    {
        Shell.Run("New-GeoCluster us-west1 us; New-Federation prod");
        await Home.AddMemberAsync("eu", "europe-west1");
        Shell.Run("Publish-FederatedDeployment serve -Image x");
        Assert.Equal(["us"], Complete("Remove-GeoCluster "));
        Assert.Equal(["prod"], Complete("Join-Federation us -Federation p"));
        Assert.Equal(["eu"], Complete("Remove-FederationMember "));
        Shell.Run("Register-FederatedDataset books -Uri gs://b -Region us-west1 -SizeGB 1");
        Assert.Equal(["books"], Complete("Unregister-FederatedDataset "));
        Assert.Equal(["serve"], Complete("Set-FederatedDeployment ser"));
        Assert.Equal(["serve"], Complete("Get-FederatedResource -Name "));
        Assert.Equal(["Deployment"], Complete("Get-FederatedResource -Kind "));
        Assert.Equal(["eu"], Complete("Test-FederatedPlacement serve -Without "));
        Assert.Equal(["serve"], Complete("Remove-FederatedPlacement "));
        Shell.Run("Publish-FederatedService gate 80");
        Assert.Equal(["gate"], Complete("Unpublish-FederatedService "));
        Assert.Equal(["eu"], Complete("Publish-FederatedService gate 80 -Export -ImportTo "));
        Assert.Equal(["ConfigMap"], Complete("New-FederatedPlacement x -Kind ConfigM"));
        Assert.Contains("kube-system", Complete("Get-FederatedDeployment -Namespace kube-"));
    }

    [Fact]
    public async Task A_server_that_hangs_does_not_hold_the_prompt()
    {
        Home.Hangs = true;
        // Waited for, the answer would never come.
        Assert.Empty(await Task.Run(() => Complete("Get-GeoCluster ")).WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.InRange(LiveCompleter.Patience, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
