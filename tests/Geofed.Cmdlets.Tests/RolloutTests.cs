using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Placement.Rollouts;

namespace Geofed.Cmdlets.Tests;

/// <summary>Staged rollouts on the real control plane.</summary>
public class RolloutTests : ShellTest
{
    private void Federate()
    {
        Home.Lives = true;
        Shell.Get<FederationInfo>("New-Federation prod");
        Shell.Get<FederationMember>("'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 1 | Join-Federation");
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image vllm:1 -Replicas 2 | Wait-FederatedDeployment -TimeoutSec 60");
    }

    private async Task<string[]> Images() => [.. await Task.WhenAll(new[] { "us-west1", "europe-west1" }.Select(async c =>
        DeploymentTemplate.Images(await Home.Open($"clusters-{c}.yaml").GetAsync(new(new("apps", "v1", "deployments"), "default", "serve"), default)).Single()))];

    [Fact]
    public async Task A_wave_waits_for_approval_and_the_next_finishes_it()
    {
        Federate();
        var waiting = Shell.Get<RolloutProgress>("Start-FederatedRollout serve -Image vllm:2 -Order us-west1 -RequireApproval").Single();
        Assert.Equal((RolloutPhase.WaveDone, 1, "us-west1 europe-west1"), (waiting.Phase, waiting.Wave, string.Join(' ', waiting.Waves)));
        Assert.Equal(["vllm:2", "vllm:1"], await Images());
        Assert.Matches("serve +WaveDone +1/2 +us-west1; europe-west1 +wave us-west1 is healthy", Shell.Show("Get-FederatedRollout")[2]);
        AssertError(Shell.Error("Start-FederatedRollout serve -Image vllm:3"), "RolloutRefused", "is under way");
        Assert.Equal(RolloutPhase.WaveDone, Shell.Get<RolloutProgress>("Resume-FederatedRollout serve").Single().Phase);
        Assert.Equal(RolloutPhase.Done, Shell.Get<RolloutProgress>("Get-FederatedRollout | Resume-FederatedRollout -Approve").Single().Phase);
        Assert.Equal(["vllm:2", "vllm:2"], await Images());
        Assert.Empty(Shell.Get<RolloutProgress>("Get-FederatedRollout"));
    }

    [Fact]
    public async Task It_is_taken_back_and_nobody_else_notices()
    {
        Federate();
        Shell.Get<RolloutProgress>("Start-FederatedRollout serve -Image vllm:2 -By Region -Order us-west1 -RequireApproval");
        Assert.Equal(["vllm:1"], Shell.Get<FederatedDeployment>("Undo-FederatedRollout serve -PassThru | Wait-FederatedDeployment -TimeoutSec 60").Single().Images);
        Assert.Equal(["vllm:1", "vllm:1"], await Images());
        AssertError(Shell.Error("Undo-FederatedRollout serve"), "RolloutNotFound", "No rollout of deployment 'serve'");
    }

    [Theory]
    [InlineData("Start-FederatedRollout serve", "NothingToChange", "'serve'")]
    [InlineData("Start-FederatedRollout serv -Image x", "DeploymentNotFound", "Did you mean 'serve'?")]
    [InlineData("Start-FederatedRollout serve -Image x -Order us-west2", "InvalidPlacement", "none of the waves europe-west1, us-west1")]
    [InlineData("Resume-FederatedRollout serve", "RolloutNotFound", "'serve'")]
    public async Task Bad_input_is_one_clear_error_and_changes_nothing(string command, string id, string message)
    {
        Federate();
        AssertError(Shell.Error(command), id, message);
        Assert.Equal(["vllm:1", "vllm:1"], await Images());
    }
}
