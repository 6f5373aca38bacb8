using Geofed.Federation.Joining;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Joining;

public class MemberJoinTests
{
    private static readonly GroupVersionResource Secrets = new("", "v1", "secrets");
    private static readonly GroupVersionResource ServiceAccounts = new("", "v1", "serviceaccounts");
    private static readonly GroupVersionResource ClusterRoleBindings = new("rbac.authorization.k8s.io", "v1", "clusterrolebindings");

    private static ResourcePath Cluster(string name) => new(KarmadaApi.Clusters, null, name);

    private static JoinOptions Options(string name) => new(name, new Uri("https://127.0.0.1:1/" + name)) { CertificateAuthority = "-----BEGIN CERTIFICATE-----", Region = "us-west1", Zones = ["us-west1-a"], Provider = "gcp" };

    [Fact]
    public async Task JoiningMakesWhatKarmadaMakes()
    {
        await using var test = new TestFederation();
        await test.OpenAsync();
        var member = await test.AddMemberAsync("a");
        await MemberJoin.JoinAsync(member, test.Api, Options("a"), default);

        await member.GetAsync(new(ServiceAccounts, "karmada-cluster", "karmada-a"), default);
        await member.GetAsync(new(ServiceAccounts, "karmada-cluster", "karmada-impersonator"), default);
        var role = await member.GetAsync(new(ClusterRoleBindings, null, "karmada-controller-manager:karmada-a"), default);
        Assert.Equal("karmada-a", role.Objects("subjects").Single().Str("name"));
        var cluster = await test.Api.GetAsync(Cluster("a"), default);
        Assert.Equal("Push", cluster.Str("spec", "syncMode"));
        Assert.Equal("https://127.0.0.1:1/a", cluster.Str("spec", "apiEndpoint"));
        Assert.Equal(("us-west1", "gcp"), (cluster.Str("spec", "region"), cluster.Str("spec", "provider")));
        Assert.Equal((await member.GetAsync(new(Documents.Namespaces, null, "kube-system"), default)).Uid(), cluster.Str("spec", "id"));
        var secret = await test.Api.GetAsync(new(Secrets, "karmada-cluster", "a"), default);
        Assert.NotEmpty(secret.Str("data", "token")!);
        Assert.NotEmpty(secret.Str("data", "caBundle")!);
        Assert.Equal(cluster.Uid(), secret.Objects("metadata", "ownerReferences").Single().Str("uid"));
        Assert.NotEmpty((await test.Api.GetAsync(new(Secrets, "karmada-cluster", "a-impersonator"), default)).Str("data", "token")!);
    }

    [Fact]
    public async Task JoiningAgainRepairsWhatAHalfFinishedRunLeft()
    {
        await using var test = new TestFederation();
        await test.OpenAsync();
        var member = await test.AddMemberAsync("a");
        var first = await MemberJoin.JoinAsync(member, test.Api, Options("a"), default);
        await test.Api.DeleteAsync(new(Secrets, "karmada-cluster", "a"), new(), default);
        await member.DeleteAsync(new(ClusterRoleBindings, null, "karmada-controller-manager:karmada-a"), new(), default);
        var second = await MemberJoin.JoinAsync(member, test.Api, Options("a") with { Region = "us-west4" }, default);
        Assert.Equal(first.Uid(), second.Uid());
        Assert.Equal("us-west4", second.Str("spec", "region"));
        await test.Api.GetAsync(new(Secrets, "karmada-cluster", "a"), default);
        await member.GetAsync(new(ClusterRoleBindings, null, "karmada-controller-manager:karmada-a"), default);
    }

    [Fact]
    public async Task TheSameClusterIsNotJoinedTwiceNorTwoClustersUnderOneName()
    {
        await using var test = new TestFederation();
        await test.OpenAsync();
        var (a, b) = (await test.AddMemberAsync("a"), await test.AddMemberAsync("b"));
        await MemberJoin.JoinAsync(a, test.Api, Options("a"), default);
        Assert.Contains("already in the federation, as 'a'", (await Assert.ThrowsAsync<JoinException>(() => MemberJoin.JoinAsync(a, test.Api, Options("other"), default))).Message, StringComparison.Ordinal);
        Assert.Contains("Another cluster", (await Assert.ThrowsAsync<JoinException>(() => MemberJoin.JoinAsync(b, test.Api, Options("a"), default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnjoiningLeavesNothingOnTheMemberAndMovesReplicasToTheOthers()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 4);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 2, test.Log);
        await MemberJoin.UnjoinAsync(test.Member("a"), test.Api, new("a"), default);
        Assert.Empty((await test.Member("a").ListAsync(new(Documents.Deployments), ListOptions.All, default)).Items);
        await test.Member("a").UntilGoneAsync(new(Documents.Namespaces, null, "karmada-cluster"));
        await test.Api.UntilGoneAsync(Cluster("a"), test.Log);
        await test.Api.UntilGoneAsync(new(Documents.Namespaces, null, "karmada-es-a"), test.Log);
        await test.Member("b").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 4, test.Log);
        // And it may come back.
        await test.JoinAsync("a", "us-west1");
        await test.Api.UntilAsync(Cluster("a"), c => c.IsTrue("Ready"), test.Log);
    }

    [Fact]
    public async Task ADeadMemberIsLetGoOnlyByForce()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 2);
        await test.Api.CreatePolicyAsync("web", "Deployment");
        await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.IsTrue("FullyApplied"), test.Log);
        test.Faults["a"].Fault = Fault.Hang;
        await test.Api.UntilAsync(Cluster("a"), c => c.Condition("Ready").Str("status") == "False", test.Log);
        var refusal = await Assert.ThrowsAsync<JoinException>(() => MemberJoin.UnjoinAsync(null, test.Api, new("a") { Patience = TimeSpan.FromMilliseconds(300) }, default));
        Assert.Contains("still holds propagated objects", refusal.Message, StringComparison.Ordinal);
        await MemberJoin.UnjoinAsync(null, test.Api, new("a") { Patience = TimeSpan.FromMilliseconds(300), Force = true }, default);
        await test.Api.UntilGoneAsync(Cluster("a"), test.Log);
        await test.Api.UntilGoneAsync(new(Documents.Namespaces, null, "karmada-es-a"), test.Log);
        Assert.Single((await test.Member("a").ListAsync(new(Documents.Deployments), ListOptions.All, default)).Items);
    }
}
