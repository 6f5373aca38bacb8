using Geofed.Clusters;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Federation.Datasets;
using Geofed.Model;

namespace Geofed.Cmdlets.Tests;

public class WhatIfTests : ShellTest
{
    [Theory]
    [InlineData("New-GeoCluster asia-east1")]
    [InlineData("Remove-GeoCluster spare")]
    [InlineData("Suspend-GeoCluster us")]
    [InlineData("Resume-GeoCluster us")]
    [InlineData("Export-GeoClusterKubeconfig us -Path never.yaml")]
    [InlineData("New-Federation other")]
    [InlineData("Remove-Federation prod")]
    [InlineData("Export-FederationKubeconfig prod -Path never.yaml")]
    [InlineData("Join-Federation us")]
    [InlineData("Remove-FederationMember us")]
    [InlineData("Publish-FederatedDeployment new -Image x")]
    [InlineData("Set-FederatedDeployment serve -Replicas 9")]
    [InlineData("Unpublish-FederatedDeployment serve")]
    [InlineData("Set-FederatedResource serve -Replicas 9")]
    [InlineData("Restart-FederatedResource serve")]
    [InlineData("@{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'flags' } } | Publish-FederatedResource")]
    [InlineData("Publish-FederatedService serve 80")]
    [InlineData("Publish-FederatedService serve 80 -Export")]
    [InlineData("Unpublish-FederatedService served")]
    [InlineData("Publish-FederatedJob tune -Image x -Priority 7")]
    [InlineData("Unpublish-FederatedResource serve")]
    [InlineData("Set-FederationMember us -Label @{ a = 1 }")]
    [InlineData("Suspend-FederationMember us -Drain")]
    [InlineData("Resume-FederationMember us")]
    [InlineData("Update-FederatedPlacement serve")]
    [InlineData("New-FederatedPlacement gold -Kind Deployment")]
    [InlineData("Remove-FederatedPlacement serve")]
    [InlineData("New-FederatedOverride canary -Kind Deployment -ImageTag 2")]
    [InlineData("Remove-FederatedOverride there")]
    [InlineData("Start-FederatedRollout serve -Image y")]
    [InlineData("Register-FederatedDataset new -Uri gs://b -Region us-west1 -SizeGB 1")]
    [InlineData("Unregister-FederatedDataset books")]
    [InlineData("Register-GeoRegion lab -Latitude 1 -Longitude 1")]
    [InlineData("Unregister-GeoRegion there")]
    [InlineData("Measure-GeoLatency")]
    [InlineData("Measure-GeoLatency -From us-west1 -To us-west2 -RoundTripMs 3")]
    public async Task Nothing_changes(string command)
    {
        Shell.Run("New-GeoCluster us-west1 us; New-GeoCluster us-west1 spare; New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x");
        Shell.Get<FederatedDataset>("Register-FederatedDataset books -Uri gs://b -Region us-west1 -SizeGB 1");
        Shell.Get<GeoRegion>("Register-GeoRegion there -Latitude 1 -Longitude 1");
        Shell.Get<FederatedResource>("Publish-FederatedService served 80 -Export");
        Shell.Get<FederatedOverride>("New-FederatedOverride there -Kind Deployment -ImageTag 1");
        await Home.PlaceAsync("serve", ready: true, ("us", 1));
        var before = await StateAsync();
        var result = Shell.Run(command + " -WhatIf");
        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        Assert.Equal(before, await StateAsync());
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, "never.yaml")));
    }

    /// <summary>Every object that a cmdlet may write, with its resource version.</summary>
    private async Task<string> StateAsync()
    {
        var state = new List<string>();
        foreach (var (api, resources) in new[] { (Home.Root, RootDefinitions.Resources), (Home.Federation(), RootDefinitions.FederationResources) })
        {
            foreach (var resource in resources)
                state.AddRange((await api.ListAsync(new(resource), ListOptions.All, default)).Items.Select(o => $"{resource} {o.Key()} {o.ResourceVersion()}"));
        }
        state.AddRange(Directory.EnumerateFiles(Home.Home.Folder, "*.json").Order().Select(f => $"{f} {File.ReadAllText(f)}"));
        return string.Join("\n", state);
    }
}
