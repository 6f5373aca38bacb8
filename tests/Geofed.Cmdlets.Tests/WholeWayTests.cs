using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.Cmdlets.Tests;

/// <summary>From regions to a rolled-out deployment and back, on the real control plane.</summary>
public class WholeWayTests : ShellTest
{
    private string[] Shares(string command) => [.. Shell.Get<FederatedDeployment>(command).Single().Clusters.Select(c => c.ToString())];

    private void Federate()
    {
        Home.Lives = true;
        Shell.Get<FederationInfo>("New-Federation prod");
        var members = Shell.Get<FederationMember>("'us-west1', 'europe-west1', 'asia-east1' | New-GeoCluster -NodeCount 1 | Join-Federation");
        Assert.Equal([("us-west1", "Ready"), ("europe-west1", "Ready"), ("asia-east1", "Ready")], members.Select(m => (m.Name, m.Status)));
        Assert.Equal("europe-west1", members[1].Region);
    }

    [Fact]
    public void A_deployment_is_published_scaled_rolled_out_and_withdrawn()
    {
        Federate();
        Assert.Equal(["asia-east1 4/4", "europe-west1 4/4", "us-west1 4/4"], Shares("Publish-FederatedDeployment serve -Image vllm:1 -Replicas 12 | Wait-FederatedDeployment -TimeoutSec 60"));
        Assert.Equal(["asia-east1 6/6", "europe-west1 6/6", "us-west1 6/6"], Shares("Set-FederatedDeployment serve -Replicas 18 -PassThru | Wait-FederatedDeployment -TimeoutSec 60"));
        Shell.Get<FederatedDeployment>("Set-FederatedDeployment serve -Image vllm:2 -PassThru | Wait-FederatedDeployment -TimeoutSec 60");
        Assert.Equal(["europe-west1 6/6", "us-west1 12/12"], Shares("Publish-FederatedDeployment serve -Image vllm:2 -Replicas 18 -Weight @{ 'us-west1' = 2; 'europe-west1' = 1 } | Wait-FederatedDeployment -TimeoutSec 60"));
        Assert.Equal(["asia-east1 2/2", "europe-west1 2/2", "us-west1 2/2"], Shares("Publish-FederatedDeployment serve -Image vllm:2 -Replicas 2 -Duplicate | Wait-FederatedDeployment -TimeoutSec 60"));
        Assert.Empty(Shell.Get<object>("Unpublish-FederatedDeployment serve -TimeoutSec 60"));
        Assert.Empty(Shell.Get<FederatedDeployment>("Get-FederatedDeployment"));
    }

    [Fact]
    public async Task Members_leave_and_take_their_accounts_with_them()
    {
        Federate();
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image vllm:1 -Replicas 6 | Wait-FederatedDeployment -TimeoutSec 60");
        Assert.Empty(Shell.Get<object>("Remove-FederationMember asia-* -TimeoutSec 60"));
        Assert.Equal(["europe-west1", "us-west1"], Shell.Get<FederationMember>("Get-FederationMember").Select(m => m.Name));
        var asia = Home.Open("clusters-asia-east1.yaml");
        Assert.Empty((await asia.ListAsync(new(new("apps", "v1", "deployments")), ListOptions.All, default)).Items);
        Assert.Empty(Shell.Get<object>("Remove-Federation prod -TimeoutSec 60; Get-GeoCluster | Remove-GeoCluster"));
        Assert.Empty(Shell.Get<GeoCluster>("Get-GeoCluster"));
    }

    [Fact]
    public async Task Anything_is_published_everywhere_and_withdrawn()
    {
        Federate();
        const string Flags = "@{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'flags' }; data = @{ level = 'info' } }";
        var flags = Shell.Get<FederatedResource>($"{Flags} | Publish-FederatedResource | Wait-FederatedResource -TimeoutSec 60").Single();
        Assert.Equal((WorkloadState.Ready, "asia-east1 europe-west1 us-west1"), (flags.Status, string.Join(' ', flags.Clusters)));
        Assert.Equal(["us-west1"], Shell.Get<FederatedResource>($"{Flags} | Publish-FederatedResource -Region us-west1 | Wait-FederatedResource -TimeoutSec 60").Single().Clusters.Select(c => c.Cluster));
        Shell.Get<FederatedResource>("Publish-FederatedService serve 80 | Wait-FederatedResource -TimeoutSec 60");
        Assert.Empty(Shell.Get<object>("Get-FederatedResource | Unpublish-FederatedResource -TimeoutSec 60"));
        Assert.Empty(Shell.Get<FederatedResource>("Get-FederatedResource"));
        Assert.DoesNotContain((await Home.Open("clusters-us-west1.yaml").ListAsync(new(new("", "v1", "configmaps"), "default"), ListOptions.All, default)).Items, c => c.Name() == "flags");
    }

    [Fact]
    public async Task A_service_is_exported_shown_and_taken_back_without_a_trace()
    {
        Federate();
        var (asia, west) = (Home.Open("clusters-asia-east1.yaml"), Home.Open("clusters-us-west1.yaml"));
        await asia.CreateAsync(new(MultiClusterApi.EndpointSlices, "default"), JsonNode.Parse("""
            { "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": { "name": "serve-x", "labels": { "kubernetes.io/service-name": "serve" } }, "addressType": "IPv4",
              "endpoints": [ { "addresses": [ "10.0.0.1" ] }, { "addresses": [ "10.0.0.2" ], "conditions": { "ready": false } } ], "ports": [ { "name": "", "port": 8000, "protocol": "TCP" } ] }
            """)!.AsObject(), new(), default);
        var run = Shell.Run("Publish-FederatedService serve 80 -TargetPort 8000 -Cluster asia-east1 -Export -ImportTo us-*");
        Assert.Empty(run.Errors.Select(e => e.Exception.Message).Concat(run.Warnings));
        var imported = new ResourcePath(MultiClusterApi.EndpointSlices, "default", "imported-asia-east1-serve-x");
        await using (var follower = new ObjectFollower(west, [imported], TimeProvider.System, default))
            Assert.True((await follower.UntilAsync(token => west.FindAsync(imported, token), s => s is not null, TimeSpan.FromSeconds(60), default)).Done);
        var service = Shell.Get<FederatedService>("Get-FederatedService serve").Single();
        Assert.Equal(("asia-east1", "us-west1", "derived-serve.default.svc"), (service.ExportedFrom.Single(), service.ImportedBy.Single(), service.DnsNames.Single()));
        var import = service.Clusters.Single(c => c.Cluster == "us-west1");
        Assert.Equal([("asia-east1", "10.0.0.1", true), ("asia-east1", "10.0.0.2", false)], import.Endpoints.Select(e => (e.Cluster, e.Address, e.Ready)));
        Assert.Equal((await west.GetAsync(new(MultiClusterApi.Services, "default", "derived-serve"), default)).Str("spec", "clusterIP"), import.Address);
        Assert.Contains(Shell.Show("(Get-FederatedService serve).Clusters"), line => System.Text.RegularExpressions.Regex.IsMatch(line, @"us-west1 +Imports +Karmada +[\d.]+ +asia-east1 1/2 +derived-serve\.default\.svc"));
        Assert.Contains("asia-east1", Shell.Show("(Get-FederatedService serve).Clusters.Endpoints")[2], StringComparison.Ordinal);

        // What moves to another control plane is what people wrote: the rest is made anew there.
        var moved = await new FederationExport(Home.Federation()).ReadAsync(default);
        Assert.Equal(["Service serve", "ServiceExport serve", "ServiceImport serve"], moved.Where(o => o.Kind().Group is "" or "multicluster.x-k8s.io" or "discovery.k8s.io").Select(o => $"{o.Str("kind")} {o.Name()}").Order());

        Assert.Empty(Shell.Get<object>("Unpublish-FederatedService serve -TimeoutSec 60"));
        foreach (var member in new[] { asia, west })
        {
            Assert.DoesNotContain((await member.ListAsync(new(MultiClusterApi.Services, "default"), ListOptions.All, default)).Items, s => s.Name().EndsWith("serve", StringComparison.Ordinal));
            Assert.Empty((await member.ListAsync(new(MultiClusterApi.ServiceExports), ListOptions.All, default)).Items);
            Assert.Empty((await member.ListAsync(new(MultiClusterApi.ServiceImports), ListOptions.All, default)).Items);
            Assert.Equal(member == asia, (await member.ListAsync(new(MultiClusterApi.EndpointSlices, "default"), ListOptions.All, default)).Items.Any());
        }
        Assert.Empty((await Home.Federation().ListAsync(new(KarmadaApi.ResourceBindings), ListOptions.All, default)).Items);
    }

    [Fact]
    public void A_member_is_drained_and_what_left_is_brought_back()
    {
        Federate();
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image vllm:1 -Replicas 12 | Wait-FederatedDeployment -TimeoutSec 60");
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment pinned -Image vllm:1 -Replicas 1 -Cluster us-west1 | Wait-FederatedDeployment -TimeoutSec 60");
        AssertError(Shell.Error("Suspend-FederationMember us-west1 -Drain -TimeoutSec 3"), "MemberNotDrained", "still runs Deployment/pinned");
        Assert.Equal(["asia-east1 6/6", "europe-west1 6/6"], Shares("Wait-FederatedDeployment serve -TimeoutSec 60"));
        Assert.Empty(Shell.Get<object>("Unpublish-FederatedDeployment pinned -TimeoutSec 60"));
        Assert.True(Shell.Get<FederationMember>("Suspend-FederationMember us-west1 -Drain -TimeoutSec 60 -PassThru").Single().Suspended);
        Assert.Empty(Shell.Get<object>("Resume-FederationMember us-west1"));
        Shell.Get<FederatedResource>("Get-FederatedDeployment | Update-FederatedPlacement -TimeoutSec 60 -PassThru | Wait-FederatedResource -TimeoutSec 60");
        Assert.Equal(["asia-east1 4/4", "europe-west1 4/4", "us-west1 4/4"], Shares("Wait-FederatedDeployment serve -TimeoutSec 60"));
    }

    [Fact]
    public void Joining_again_changes_nothing()
    {
        Federate();
        Assert.Equal(3, Shell.Get<FederationMember>("Get-GeoCluster | Join-Federation").Count);
        Assert.Equal(3, Shell.Get<FederationMember>("Get-FederationMember").Count);
    }
}
