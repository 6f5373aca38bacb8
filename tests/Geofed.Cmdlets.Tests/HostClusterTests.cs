using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.Cmdlets.Tests;

/// <summary>Karmada on a host cluster. Pulumi is a script; what the chart would leave on the host is put there, and its API is that of a federation of the home.</summary>
public sealed class HostClusterTests : ShellTest, IDisposable
{
    private const string Install = "New-Federation karmada -HostCluster frankfurt -TimeoutSec 60 3>$null";
    private readonly PlayedPulumi _pulumi = new();

    private string Folder => Path.Combine(((IApiSource)Home).Home.Folder, "pulumi", "geofed-karmada", "karmada");

    public void Dispose() => _pulumi.Dispose();

    /// <summary>An imported cluster "frankfurt" with the secret and the service that Karmada's chart makes; its federation is "prod" by another name.</summary>
    private async Task HostAsync(string? balancer = "203.0.113.9")
    {
        Shell.Run("New-GeoCluster europe-west3 played; New-Federation prod");
        Home.Imported.Add(new("frankfurt", "europe-west3") { Source = ClusterSource.Imported }, Kubeconfig.ForToken("frankfurt", new("https://127.0.0.1:1/clusters/played"), "t0ps3cret", "ca"u8.ToArray()));
        var host = Home.Open(Home.Imported.Find("frankfurt")!.Kubeconfig!);
        await host.CreateAsync(new(new("", "v1", "namespaces")), new() { ["metadata"] = new JsonObject { ["name"] = "karmada-system" } }, new(), default);
        var admin = Kubeconfig.ForToken("karmada", new("https://karmada-apiserver.karmada-system.svc:5443/federations/prod"), "4dm1n", "ca"u8.ToArray());
        await host.CreateAsync(new(new("", "v1", "secrets"), "karmada-system"), new()
        {
            ["metadata"] = new JsonObject { ["name"] = "karmada-kubeconfig" },
            ["data"] = new JsonObject { ["kubeconfig"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(YamlText.Write(admin.Document))) },
        }, new(), default);
        var services = new ResourceCollection(new("", "v1", "services"), "karmada-system");
        var service = await host.CreateAsync(services, new()
        {
            ["metadata"] = new JsonObject { ["name"] = "karmada-apiserver" },
            ["spec"] = new JsonObject { ["type"] = "LoadBalancer", ["ports"] = new JsonArray(new JsonObject { ["port"] = 5443 }) },
        }, new(), default);
        if (balancer is null)
            return;
        service["status"] = new JsonObject { ["loadBalancer"] = new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = balancer }) } };
        await host.ReplaceAsync(services.Named("karmada-apiserver", "status"), service, new(), default);
    }

    [PosixFact]
    public async Task It_is_installed_attached_used_and_taken_away()
    {
        await HostAsync();
        var result = Shell.Run("New-Federation karmada -HostCluster (Get-GeoCluster frankfurt) -Replicas 1");
        Assert.Empty(result.Errors);
        var info = Assert.IsType<FederationInfo>(Assert.Single(result.Output).BaseObject);
        Assert.Equal(("karmada", "Running", "frankfurt", "https://203.0.113.9:5443/federations/prod"), (info.Name, info.Status, info.HostCluster, info.Endpoint));
        Assert.Contains(Path.Combine(Folder, "host.kubeconfig"), Assert.Single(result.Warnings), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "host.kubeconfig")));
        Assert.Equal(["plugin install", "stack init", "up"], _pulumi.Calls());
        Assert.DoesNotContain("t0ps3cret", File.ReadAllText(Path.Combine(Folder, "Main.json")), StringComparison.Ordinal);
        Assert.Matches(@"karmada +Running \(on frankfurt\) +0/0", Shell.Show("Get-Federation karmada")[2]);
        Assert.Equal("karmada", Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x -Federation karmada 3>$null").Single().Federation);

        AssertError(Shell.Error(Install), "FederationExists", "'karmada' already");
        AssertError(Shell.Error("New-Federation more -HostCluster frankfurt"), "HostClusterTaken", "federation 'karmada' already");
        AssertError(Shell.Error("Remove-GeoCluster frankfurt"), "ClusterHostsFederation", "Karmada of federation 'karmada'");
        var planned = Shell.Get<GeoClusterChange>("Remove-Federation karmada -WhatIf").Single();
        Assert.Equal(("frankfurt", "delete", "namespace"), (planned.Cluster, planned.Operation, planned.Resource));
        _pulumi.Calls();

        Assert.Empty(Shell.Get<object>("Remove-Federation karmada"));
        Assert.Equal(["plugin install", "stack init", "stack export", "up", "destroy", "stack rm"], _pulumi.Calls());
        Assert.Equal(["prod"], Shell.Get<FederationInfo>("Get-Federation").Select(f => f.Name));
        Assert.False(Directory.Exists(Folder));
        Assert.False(File.Exists(info.Kubeconfig));
    }

    [PosixFact]
    public async Task What_is_tried_is_told_by_Pulumi_and_nothing_is_kept()
    {
        await HostAsync();
        var change = Shell.Get<GeoClusterChange>("New-Federation karmada -HostCluster frankfurt -WhatIf").Single();
        Assert.Equal(("frankfurt", "create", "namespace"), (change.Cluster, change.Operation, change.Resource));
        Assert.Equal(["prod"], Shell.Get<FederationInfo>("Get-Federation").Select(f => f.Name));
        Assert.Equal(["pulumi"], Directory.EnumerateDirectories(((IApiSource)Home).Home.Folder, "pulumi*").Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(((IApiSource)Home).Home.Folder, "pulumi")));
    }

    [PosixFact]
    public async Task What_fails_half_way_is_told_and_gone_on_with()
    {
        await HostAsync();
        _pulumi.Fails = true;
        var error = Shell.Error(Install);
        AssertError(error, "CommandFailed", "Stack 'karmada'");
        Assert.Contains("the same command goes on from there", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Matches(@"karmada +Failed \(on frankfurt\) +\?", Shell.Show("Get-Federation karmada")[2]);
        AssertError(Shell.Error("Get-FederationMember -Federation karmada"), "FederationNotRunning", "is Failed");
        AssertError(Shell.Error("New-Federation karmada"), "FederationExists", "'karmada' already");
        _pulumi.Calls();

        _pulumi.Fails = false;
        Assert.Equal("Running", Shell.Get<FederationInfo>(Install).Single().Status);
        Assert.Equal(["plugin install", "stack init", "stack export", "refresh", "up"], _pulumi.Calls());
        Shell.Run("Disconnect-Federation karmada");
        Assert.Equal("Disconnected", Shell.Get<FederationInfo>("Get-Federation karmada").Single().Status);
        Assert.Equal("Running", Shell.Get<FederationInfo>(Install).Single().Status);
    }

    [PosixFact]
    public async Task Without_an_address_it_stays_installed_and_is_not_attached()
    {
        await HostAsync(balancer: null);
        AssertError(Shell.Error("New-Federation karmada -HostCluster frankfurt -TimeoutSec 1 3>$null"), "Timeout", "load balancer of the service 'karmada-apiserver' has no address");
        Assert.Equal("Disconnected", Shell.Get<FederationInfo>("Get-Federation karmada").Single().Status);
        Assert.Equal("https://karmada.acme.example:5443/federations/prod", Shell.Get<FederationInfo>(Install + " -HostName karmada.acme.example").Single().Endpoint);
    }

    [PosixFact]
    public async Task With_members_it_is_taken_away_by_force_alone_and_without_its_host_it_is_forgotten()
    {
        await HostAsync();
        Shell.Get<FederationInfo>(Install);
        await Home.AddMemberAsync("us", "us-west1");
        AssertError(Shell.Error("Remove-Federation karmada"), "FederationHasMembers", "has members: us");
        Shell.Run("Remove-GeoCluster frankfurt -Force");
        AssertError(Shell.Error("Get-FederationMember -Federation karmada | Remove-FederationMember -Force -TimeoutSec 1; Remove-Federation karmada"), "HostClusterGone", "'frankfurt'");
        _pulumi.Calls();
        Assert.Empty(Shell.Get<object>("Remove-Federation karmada -Force -TimeoutSec 1"));
        Assert.Equal(["stack rm"], _pulumi.Calls());
        Assert.Equal(["prod"], Shell.Get<FederationInfo>("Get-Federation").Select(f => f.Name));
    }

    [Theory]
    [InlineData("New-Federation karmada -HostCluster nowhere", "ClusterNotFound", "no cluster 'nowhere'")]
    [InlineData("New-Federation karmada -HostCluster played", "HostClusterSimulated", "'played' is simulated")]
    [InlineData("New-Federation prod -HostCluster frankfurt", "FederationExists", "'prod' already")]
    [InlineData("New-Federation No_Name -HostCluster frankfurt", "InvalidInput", "'No_Name' is no name")]
    [InlineData("New-Federation karmada -HostCluster frankfurt -HostName 'not a name'", "InvalidInput", "'not a name' is no DNS name")]
    [InlineData("New-Federation karmada -HostCluster frankfurt -Exposure ClusterOnly", "HostNameMissing", "nobody else could call it")]
    [InlineData("New-Federation karmada -HostCluster frankfurt -EtcdReplicas 2", "ParameterArgumentValidationError", "EtcdReplicas")]
    public async Task Bad_input_is_one_clear_error_and_Pulumi_is_not_asked(string command, string id, string message)
    {
        await HostAsync();
        var error = Shell.Error(command);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_pulumi.Calls());
        Assert.False(Directory.Exists(Folder));
    }

    /// <summary>A test that needs a shell script.</summary>
    private sealed class PosixFactAttribute : FactAttribute
    {
        public PosixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "There are no shell scripts on Windows." : null!;
    }
}
