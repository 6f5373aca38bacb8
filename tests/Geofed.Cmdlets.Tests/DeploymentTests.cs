using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Cmdlets.Tests;

public class DeploymentTests : ShellTest
{
    private const string Manifest = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n  selector: {matchLabels: {app: web}}\n"
        + "  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: main, image: 'nginx:1.27'}]}\n";

    private async Task FederateAsync()
    {
        Shell.Get<FederationInfo>("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        await Home.AddMemberAsync("eu", "europe-west1");
    }

    private Task<System.Text.Json.Nodes.JsonObject> Policy(string name) => Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", name), default);

    private static string Files(params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("geofed-manifests-").FullName;
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(folder, name), text);
        return folder;
    }

    [Fact]
    public async Task Parameters_become_a_deployment_and_its_policy()
    {
        await FederateAsync();
        var published = Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image vllm:1 -Replicas 12 -Gpu 1 -Port 8000 -Env @{ MODEL = 'gemma'; DEBUG = $true } -Weight @{ us = 2; eu = 1 }").Single();
        Assert.Equal(("serve", "prod", 12, WorkloadState.Pending), (published.Name, published.Federation, published.Replicas, published.Status));
        var template = await Home.Federation().GetAsync(new(new("apps", "v1", "deployments"), "default", "serve"), default);
        var container = template.Objects("spec", "template", "spec", "containers").Single();
        Assert.Equal(["DEBUG=true", "MODEL=gemma"], container.Objects("env").Select(e => e.Str("name") + "=" + e.Str("value")));
        Assert.Equal(2, (await Policy("serve")).Objects("spec", "placement", "replicaScheduling", "weightPreference", "staticWeightList").Count());
    }

    [Fact]
    public async Task Manifests_are_published_from_files_text_and_objects_and_again_without_change()
    {
        await FederateAsync();
        var folder = Files(("a.yaml", Manifest), ("b.yaml", Manifest.Replace("name: web}", "name: web2}", StringComparison.Ordinal)));
        Assert.Equal(["web", "web2"], Shell.Get<FederatedDeployment>($"Publish-FederatedDeployment -Path '{folder}/*.yaml' -Replicas 6").Select(d => d.Name));
        Assert.Equal(6, Shell.Get<FederatedDeployment>("Get-FederatedDeployment web").Single().Replicas);
        Shell.Get<FederatedDeployment>($"[System.IO.File]::ReadAllText('{folder}/a.yaml') | Publish-FederatedDeployment -Replicas 6");
        var again = await Home.Federation().GetAsync(new(new("apps", "v1", "deployments"), "default", "web"), default);
        Assert.Equal(1, again.Int("metadata", "generation"));
        var table = "@{ apiVersion = 'apps/v1'; kind = 'Deployment'; metadata = @{ name = 'web3' }; spec = @{ selector = @{ matchLabels = @{ app = 'x' } }; template = @{ metadata = @{ labels = @{ app = 'x' } }; spec = @{ containers = @(@{ name = 'c'; image = 'i' }) } } } }";
        Assert.Equal("web3", Shell.Get<FederatedDeployment>($"{table} | Publish-FederatedDeployment").Single().Name);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("Publish-FederatedDeployment -Path missing.yaml", "PathNotFound", "missing.yaml")]
    [InlineData("'a: b: c' | Publish-FederatedDeployment", "InvalidManifest", "not YAML: line 1")]
    [InlineData("'{\"apiVersion\":\"leaderworkerset.x-k8s.io/v1\",\"kind\":\"LeaderWorkerSet\",\"metadata\":{\"name\":\"a\"}}' | Publish-FederatedDeployment", "InvalidManifest", "LeaderWorkerSet (leaderworkerset.x-k8s.io/v1)")]
    [InlineData("Publish-FederatedDeployment 'Not_A_Name' -Image x", "Invalid", "Not_A_Name")]
    [InlineData("Publish-FederatedDeployment a -Image x -Namespace nowhere", "NotFound", "nowhere")]
    [InlineData("Publish-FederatedDeployment a -Image x -Cpu lots", "BadRequest", "quantities must match")]
    [InlineData("Publish-FederatedDeployment a -Image x -Cluster uss", "MemberNotFound", "Did you mean 'us'?")]
    [InlineData("Publish-FederatedDeployment a -Image x -Region us-wset1", "UnknownRegion", "Did you mean 'us-west1'?")]
    [InlineData("Publish-FederatedDeployment a -Image x -Weight @{ us = 0 }", "InvalidPlacement", "whole number above 0")]
    [InlineData("Publish-FederatedDeployment a -Image x -Weight @{ us = 1 } -Duplicate", "InvalidPlacement", "-Duplicate")]
    [InlineData("Set-FederatedDeployment a", "NothingToChange", "'a'")]
    [InlineData("Set-FederatedDeployment a -Replicas 2", "DeploymentNotFound", "no deployment 'a' in namespace 'default'")]
    [InlineData("Get-FederatedDeployment a", "DeploymentNotFound", "no deployment 'a'")]
    [InlineData("Wait-FederatedDeployment a", "DeploymentNotFound", "no deployment 'a'")]
    [InlineData("Unpublish-FederatedDeployment a", "DeploymentNotFound", "no deployment 'a'")]
    public async Task Bad_input_is_one_clear_error_and_changes_nothing(string command, string id, string message)
    {
        await FederateAsync();
        AssertError(Shell.Error(command), id, message);
        Assert.Empty((await Home.Federation().ListAsync(new(new("apps", "v1", "deployments")), ListOptions.All, default)).Items);
        Assert.Empty((await Home.Federation().ListAsync(new(KarmadaApi.PropagationPolicies), ListOptions.All, default)).Items);
    }

    [Fact]
    public async Task One_bad_document_keeps_the_whole_manifest_back()
    {
        await FederateAsync();
        var folder = Files(("two.yaml", Manifest + "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n"));
        AssertError(Shell.Error($"Publish-FederatedDeployment -Path {folder}/two.yaml"), "InvalidManifest", "document 2 is a Service (v1)");
        Assert.Empty(Shell.Get<FederatedDeployment>("Get-FederatedDeployment -Namespace *"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Changes_are_made_to_what_they_name()
    {
        await FederateAsync();
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image vllm:1 -Env @{ A = 1; B = 2 }");
        var changed = Shell.Get<FederatedDeployment>("Get-FederatedDeployment | Set-FederatedDeployment -Replicas 9 -Image vllm:2 -Env @{ A = 3; B = $null } -PassThru").Single();
        Assert.Equal((9, "vllm:2"), (changed.Replicas, changed.Images.Single()));
        var template = await Home.Federation().GetAsync(new(new("apps", "v1", "deployments"), "default", "serve"), default);
        Assert.Equal(["A=3"], template.Objects("spec", "template", "spec", "containers").Single().Objects("env").Select(e => e.Str("name") + "=" + e.Str("value")));
    }

    [Fact]
    public async Task Waiting_ends_when_every_cluster_is_ready()
    {
        await FederateAsync();
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image vllm:1 -Replicas 4");
        using var waiting = Shell.Prepare("Get-FederatedDeployment serve | Wait-FederatedDeployment -TimeoutSec 30");
        var halfWay = new TaskCompletionSource();
        waiting.Streams.Progress.DataAdded += (_, e) =>
        {
            if (waiting.Streams.Progress[e.Index].StatusDescription.Contains("us 0/2", StringComparison.Ordinal))
                halfWay.TrySetResult();
        };
        var result = waiting.InvokeAsync();
        await Home.PlaceAsync("serve", ready: false, ("us", 2), ("eu", 2));
        await halfWay.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(result.IsCompleted);
        await Home.PlaceAsync("serve", ready: true, ("us", 2), ("eu", 2));
        var deployment = Assert.IsType<FederatedDeployment>((await result.WaitAsync(TimeSpan.FromSeconds(60))).Single().BaseObject);
        Assert.Equal((WorkloadState.Ready, 4), (deployment.Status, deployment.ReadyReplicas));
        Assert.Equal(System.Management.Automation.ProgressRecordType.Completed, waiting.Streams.Progress.Last().RecordType);
    }

    [Fact]
    public async Task Waiting_in_vain_says_where_and_why()
    {
        await FederateAsync();
        await Home.AddMemberAsync("asia", "asia-east1", ready: false);
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image vllm:1 -Replicas 4");
        AssertError(Shell.Error("Wait-FederatedDeployment serve -TimeoutSec 1"), "DeploymentNotReady", "no policy has placed it yet");
        await Home.PlaceAsync("serve", ready: false, ("asia", 4));
        AssertError(Shell.Error("Wait-FederatedDeployment serve -TimeoutSec 1"), "DeploymentNotReady", "asia: the cluster is not reachable (cluster is not reachable)");
    }

    [Fact]
    public async Task Unpublishing_takes_the_policy_along_but_only_its_own()
    {
        await FederateAsync();
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment a -Image x; Publish-FederatedDeployment b -Image x");
        var foreign = await Policy("b");
        foreign.Ensure("metadata").Remove("labels");
        await Home.Federation().ReplaceAsync(new(KarmadaApi.PropagationPolicies, "default", "b"), foreign, new(), default);
        Assert.Empty(Shell.Get<object>("Get-FederatedDeployment | Unpublish-FederatedDeployment"));
        Assert.Equal(["b"], (await Home.Federation().ListAsync(new(KarmadaApi.PropagationPolicies), ListOptions.All, default)).Items.Select(p => p.Name()));
    }

    [Fact]
    public void Publishing_to_a_federation_without_members_warns()
    {
        Shell.Get<FederationInfo>("New-Federation prod");
        Assert.Contains("has no members yet", Assert.Single(Shell.Run("Publish-FederatedDeployment a -Image x").Warnings), StringComparison.Ordinal);
    }
}
