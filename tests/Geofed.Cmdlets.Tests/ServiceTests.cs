using System.Text.Json.Nodes;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Federation.Services;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.Cmdlets.Tests;

/// <summary>Services for other clusters, on an API without controllers: what is written, and what is refused.</summary>
public class ServiceTests : ShellTest
{
    private static readonly ResourcePath Override = new(KarmadaApi.OverridePolicies, "default", "serve-serviceexport");

    private async Task FederateAsync()
    {
        Shell.Get<FederationInfo>("New-Federation prod");
        foreach (var (name, region) in new[] { ("us", "us-west1"), ("eu-1", "europe-west1"), ("eu-2", "europe-west4") })
            await Home.AddMemberAsync(name, region);
    }

    private Task<JsonObject> PolicyAsync(string name) => Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", name), default);

    private Task<bool> IsThereAsync(GroupVersionResource resource, string name) => FindAsync(new(resource, "default", name));

    private async Task<bool> FindAsync(ResourcePath path) => (await Home.Federation().ListAsync(path.Collection, ListOptions.All, default)).Items.Any(o => o.Name() == path.Name);

    private async Task MakeGkeAsync(string member) => await Home.Federation().PatchAsync(new(KarmadaApi.Clusters, null, member, "status"), PatchKind.Merge, JsonNode.Parse("""
        { "status": { "apiEnablements": [ { "groupVersion": "multicluster.x-k8s.io/v1alpha1", "resources": [ { "name": "serviceexports", "kind": "ServiceExport" }, { "name": "serviceimports", "kind": "ServiceImport" } ] },
          { "groupVersion": "net.gke.io/v1", "resources": [ { "name": "serviceexports", "kind": "ServiceExport" } ] } ] } }
        """)!.AsObject(), new(), default);

    [Fact]
    public async Task An_export_is_where_the_service_is_and_an_import_everywhere_or_where_it_is_wanted()
    {
        await FederateAsync();
        Assert.Equal("Service/serve", Shell.Get<FederatedResource>("Publish-FederatedService serve 80 -TargetPort 8000 -Cluster us -Export").Single().ToString());
        Assert.True(await FindAsync(new(KarmadaApi.ClusterPropagationPolicies, null, ServiceExportDocuments.DefinitionsPolicy)));
        Assert.Equal(["us"], (await PolicyAsync("serve-serviceexport")).Strings("spec", "placement", "clusterAffinity", "clusterNames"));
        Assert.Empty((await PolicyAsync("serve-serviceimport")).Obj("spec", "placement", "clusterAffinity") ?? []);
        Assert.Equal(80, (await Home.Federation().GetAsync(new(MultiClusterApi.ServiceImports, "default", "serve"), default)).Objects("spec", "ports").Single().Int("port"));
        Assert.False(await FindAsync(Override));

        Shell.Get<FederatedResource>("Publish-FederatedService serve 80 -TargetPort 8000 -Cluster us -Export -ImportTo eu-*, us");
        Assert.Equal(["eu-1", "eu-2", "us"], (await PolicyAsync("serve-serviceimport")).Strings("spec", "placement", "clusterAffinity", "clusterNames").Order());
        Shell.Get<FederatedResource>("Publish-FederatedService serve 80 -TargetPort 8000 -Cluster us -Export -ImportTo *");
        Assert.Empty((await PolicyAsync("serve-serviceimport")).Obj("spec", "placement", "clusterAffinity") ?? []);
    }

    [Fact]
    public async Task An_export_stays_until_it_is_taken_back()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>("Publish-FederatedService serve 80 -Export");
        Shell.Get<FederatedResource>("Publish-FederatedService serve 80");
        Assert.True(await IsThereAsync(MultiClusterApi.ServiceExports, "serve"));
        Shell.Get<FederatedResource>("Publish-FederatedService serve 80 -Export:$false");
        foreach (var resource in new[] { MultiClusterApi.ServiceExports, MultiClusterApi.ServiceImports })
            Assert.False(await IsThereAsync(resource, "serve"));
        Assert.False(await FindAsync(new(KarmadaApi.PropagationPolicies, "default", "serve-serviceimport")));
        Assert.True(await IsThereAsync(MultiClusterApi.Services, "serve"));
    }

    [Fact]
    public async Task A_gke_fleet_gets_its_own_kind_and_imports_by_itself()
    {
        await FederateAsync();
        await MakeGkeAsync("us");
        var run = Shell.Run("Publish-FederatedService serve 80 -Export");
        Assert.Empty(run.Errors);
        Assert.Contains("us export to their GKE fleet", Assert.Single(run.Warnings), StringComparison.Ordinal);
        var rule = (await Home.Federation().GetAsync(Override, default)).Objects("spec", "overrideRules").Single();
        Assert.Equal(["us"], rule.Strings("targetCluster", "clusterNames"));
        Assert.Equal(["serve-serviceexport"], (await PolicyAsync("serve-serviceexport")).Strings("spec", "dependentOverrides"));
        Assert.Equal("net.gke.io/v1", rule.Objects("overriders", "plaintext").Single().Str("value"));
        Assert.Equal(["us"], (await PolicyAsync("serve-serviceimport")).Strings("spec", "placement", "clusterAffinity", "exclude"));

        // Where nobody but the fleet is to import, there is nothing for Karmada to do.
        Assert.Empty(Shell.Run("Publish-FederatedService serve 80 -Export -ImportTo us").Errors);
        Assert.False(await IsThereAsync(MultiClusterApi.ServiceImports, "serve"));
        Shell.Get<object>("Unpublish-FederatedService serve -NoWait");
        Assert.False(await FindAsync(Override));
        Assert.False(await IsThereAsync(MultiClusterApi.ServiceExports, "serve"));
    }

    [Fact]
    public async Task Services_are_gotten_and_deleted_by_name()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>("Publish-FederatedService serve 80 -Export; Publish-FederatedService spare 80, 81");
        Assert.Equal([("serve", true), ("spare", false)], Shell.Get<FederatedService>("Get-FederatedService").Select(s => (s.Name, s.Exported)));
        Assert.Equal(["port-80 80/TCP", "port-81 81/TCP"], Shell.Get<FederatedService>("Get-FederatedService sp*").Single().Ports);
        AssertError(Shell.Error("Get-FederatedService spar"), "ServiceNotFound", "Did you mean 'spare'?");
        Assert.Empty(Shell.Get<object>("Get-FederatedService | Unpublish-FederatedService -NoWait -Confirm:$false"));
        Assert.Empty(Shell.Get<FederatedService>("Get-FederatedService -Namespace *"));
        Assert.DoesNotContain((await Home.Federation().ListAsync(new(KarmadaApi.PropagationPolicies), ListOptions.All, default)).Items, p => p.Name().StartsWith("serve", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Publish-FederatedService serve 80 -ImportTo eu-1", "ContradictoryParameters", "without -Export nothing is exported")]
    [InlineData("Publish-FederatedService serve 80 -Export -ImportTo eu-9", "MemberNotFound", "Did you mean 'eu-")]
    [InlineData("Publish-FederatedService serve 80 -Export -ImportTo asia-*", "MemberNotFound", "asia-*")]
    [InlineData("Publish-FederatedService a2345678901234567890123456789012345678901234567890123456 80 -Export", "ServiceNotExportable", "longer than 63 characters")]
    public async Task What_cannot_be_meant_is_refused_before_anything_changes(string command, string id, string message)
    {
        await FederateAsync();
        AssertError(Shell.Error(command), id, message);
        Assert.Empty(Shell.Get<FederatedService>("Get-FederatedService"));
    }

    [Fact]
    public async Task A_table_shows_what_a_person_wants_to_see()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>("Publish-FederatedService serve 80");
        var shown = Shell.Show("Get-FederatedService");
        Assert.Matches(@"Namespace +Name +Ports +Exported from +Imported by +Endpoints +DNS name", shown[0]);
        Assert.Matches(@"default +serve +80/TCP +0/0 +serve\.default\.svc +\d+s", shown[2]);
    }
}
