using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;

namespace Geofed.Cmdlets.Tests;

/// <summary>A federation that is reached by a kubeconfig is as good as one of this machine.</summary>
public class ConnectTests : ShellTest
{
    private async Task FederateAsync()
    {
        Shell.Run("New-GeoCluster us-west1; New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
    }

    private string Connect() => $"Connect-Federation karmada -Kubeconfig '{Shell.Get<string>("(Get-Federation prod).Kubeconfig").Single()}'";

    [Fact]
    public async Task Every_cmdlet_works_on_it_until_it_is_disconnected()
    {
        await FederateAsync();
        var info = Shell.Get<FederationInfo>(Connect()).Single();
        Assert.Equal(("karmada", true, "us"), (info.Name, info.Attached, string.Join(' ', info.Members!)));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(info.Kubeconfig!));
        Assert.Equal(["karmada", "prod"], Shell.Get<FederationInfo>("Get-Federation").Select(f => f.Name));
        Assert.Matches(@"karmada +Running \(attached\) +1/1 +us", Shell.Show("Get-Federation karmada")[2]);
        Assert.Equal("karmada", Shell.Get<FederationMember>("Get-FederationMember -Federation karmada").Single().Federation);
        Assert.Equal("karmada", Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x -Federation karmada").Single().Federation);
        Assert.Equal("serve", Shell.Get<FederatedDeployment>("Get-FederatedDeployment -Federation prod").Single().Name);
        AssertError(Shell.Error("Get-FederatedDeployment"), "FederationAmbiguous", "karmada, prod");
        Assert.Equal("karmada", Shell.Get<FederationInfo>(Connect()).Single().Name);
        Assert.Empty(Shell.Get<object>("Get-Federation | Where-Object Attached | Disconnect-Federation"));
        Assert.Equal(["prod"], Shell.Get<FederationInfo>("Get-Federation").Select(f => f.Name));
        Assert.False(File.Exists(info.Kubeconfig));
    }

    [Fact]
    public async Task Its_health_is_told()
    {
        await FederateAsync();
        await Home.AddMemberAsync("eu", "europe-west1", ready: false);
        var health = Shell.Get<FederationHealth>("Test-Federation prod").Single();
        Assert.Equal((false, "Geofed", "eu is NotReady: cluster is not reachable"), (health.Healthy, health.Engine, health.Reason));
        Assert.Empty(health.Lacks);
        Assert.Equal([("eu", "NotReady", false), ("us", "Ready", false)], health.Members.Select(m => (m.Name, m.Status, m.Answers)));
        Assert.Matches(@"prod +False +Geofed", Shell.Show("Test-Federation")[2]);
    }

    [Theory]
    [InlineData("Connect-Federation karmada -Kubeconfig nowhere.yaml", "PathNotFound", "nowhere.yaml")]
    [InlineData("Connect-Federation karmada -Kubeconfig (Get-GeoCluster us-west1).Kubeconfig", "NotAFederation", "is no federation")]
    [InlineData("Connect-Federation karmada -Kubeconfig (Get-Federation prod).Kubeconfig -Context other", "InvalidInput", "no context \"other\"")]
    [InlineData("Connect-Federation ../x -Kubeconfig (Get-Federation prod).Kubeconfig", "InvalidInput", "'../x' is no name")]
    [InlineData("Connect-Federation prod -Kubeconfig (Get-Federation prod).Kubeconfig", "FederationExists", "'prod' already")]
    [InlineData("Disconnect-Federation prod", "FederationNotAttached", "this machine's server runs it")]
    [InlineData("Disconnect-Federation prodd", "FederationNotFound", "Did you mean 'prod'?")]
    [InlineData("Test-Federation prodd", "FederationNotFound", "Did you mean 'prod'?")]
    public async Task Bad_input_is_one_clear_error_and_attaches_nothing(string command, string id, string message)
    {
        await FederateAsync();
        AssertError(Shell.Error(command), id, message);
        Assert.Equal(["prod"], Shell.Get<FederationInfo>("Get-Federation").Select(f => f.Name));
    }

    [Fact]
    public async Task What_is_attached_is_not_deleted_and_its_name_is_taken()
    {
        await FederateAsync();
        Assert.Empty(Shell.Run(Connect() + " -WhatIf").Output);
        Assert.Single(Shell.Get<FederationInfo>("Get-Federation"));
        Shell.Get<FederationInfo>(Connect());
        AssertError(Shell.Error("Remove-Federation karmada"), "FederationAttached", "not Geofed's to delete");
        AssertError(Shell.Error("New-Federation karmada"), "FederationExists", "'karmada' already");
    }
}
