using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;

namespace Geofed.Cmdlets.Tests;

/// <summary>Members as people change them.</summary>
public class MemberTests : ShellTest
{
    private async Task FederateAsync()
    {
        Shell.Get<FederationInfo>("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        await Home.AddMemberAsync("eu", "europe-west1");
    }

    private FederationMember Member(string command) => Shell.Get<FederationMember>(command).Single();

    [Fact]
    public async Task Labels_and_taints_are_set_changed_and_removed()
    {
        await FederateAsync();
        var member = Member("Set-FederationMember us -Label @{ tier = 'gold'; zone = 1 } -Taint 'gpu=l4:NoSchedule', 'old:NoExecute' -PassThru");
        Assert.Equal(("gold", "1"), (member.Labels["tier"], member.Labels["zone"]));
        Assert.Equal(["gpu=l4:NoSchedule", "old:NoExecute"], member.Taints);
        member = Member("Get-FederationMember us | Set-FederationMember -Label @{ zone = $null } -Taint 'gpu=a100:NoSchedule' -RemoveTaint old -PassThru");
        Assert.False(member.Labels.ContainsKey("zone"));
        Assert.Equal(["gpu=a100:NoSchedule"], member.Taints);
        Assert.Empty(Member("Get-FederationMember eu").Taints);
    }

    [Fact]
    public async Task Suspending_is_seen_and_ends()
    {
        await FederateAsync();
        var member = Member("Suspend-FederationMember us -PassThru");
        Assert.True(member.Suspended);
        Assert.Equal(["cluster.karmada.io/unschedulable:NoSchedule"], member.Taints);
        Assert.Equal(member.Taints, Member("Suspend-FederationMember us -PassThru").Taints);
        Assert.Matches(@"us +us-west1 +Ready, suspended", Shell.Show("Get-FederationMember us")[2]);
        Assert.Equal(2, Member("Suspend-FederationMember us -Drain -NoWait -PassThru").Taints.Count);
        Assert.Empty(Member("Resume-FederationMember * -PassThru | Where-Object Name -eq us").Taints);
    }

    [Theory]
    [InlineData("Set-FederationMember us", "NothingToChange", "'us'")]
    [InlineData("Set-FederationMember uss -Label @{ a = 1 }", "MemberNotFound", "Did you mean 'us'?")]
    [InlineData("Set-FederationMember us -Taint gpu", "InvalidInput", "'gpu' is not a taint")]
    [InlineData("Set-FederationMember us -Label @{ 'no label' = 1 }", "Invalid", "no label")]
    [InlineData("Suspend-FederationMember uss", "MemberNotFound", "Did you mean 'us'?")]
    [InlineData("Resume-FederationMember uss", "MemberNotFound", "Did you mean 'us'?")]
    [InlineData("Update-FederatedPlacement serve", "ResourceNotFound", "nothing of the name 'serve'")]
    public async Task Bad_input_is_one_clear_error(string command, string id, string message)
    {
        await FederateAsync();
        AssertError(Shell.Error(command), id, message);
        Assert.Empty(Member("Get-FederationMember us").Taints);
    }
}
