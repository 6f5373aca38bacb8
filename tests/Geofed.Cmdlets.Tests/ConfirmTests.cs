using Geofed.Clusters;
using Geofed.Cmdlets.Tests.Playing;

namespace Geofed.Cmdlets.Tests;

public class ConfirmTests : ShellTest
{
    [Fact]
    public void Deleting_asks_and_No_means_no()
    {
        Shell.Run("New-GeoCluster us-west1; $ConfirmPreference = 'High'");
        Shell.Host.Screen.Answer = 2;
        Assert.Empty(Shell.Run("Remove-GeoCluster us-west1").Errors);
        Assert.Contains("us-west1", Assert.Single(Shell.Host.Screen.Questions), StringComparison.Ordinal);
        Assert.Single(Shell.Get<GeoCluster>("Get-GeoCluster"));
        Shell.Host.Screen.Answer = 0;
        Assert.Empty(Shell.Run("Remove-GeoCluster us-west1").Errors);
        Assert.Empty(Shell.Get<GeoCluster>("Get-GeoCluster"));
    }

    [Fact]
    public void What_can_be_undone_does_not_ask_unless_told_to()
    {
        Shell.Run("$ConfirmPreference = 'High'; New-GeoCluster us-west1; Suspend-GeoCluster us-west1");
        Assert.Empty(Shell.Host.Screen.Questions);
        Shell.Run("Resume-GeoCluster us-west1 -Confirm");
        Assert.Single(Shell.Host.Screen.Questions);
    }
}
