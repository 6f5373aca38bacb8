using Geofed.ApiServer.Hosting;
using Geofed.Client;
using Geofed.Federation.Joining;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Joining;

/// <summary>Over HTTPS, with the very token that joining made.</summary>
public class HttpMemberTests
{
    [Fact]
    public async Task TheAccountThatJoiningMadeIsEnoughToPropagateByAndToSeeChanges()
    {
        await using var host = await BareHost.StartAsync(0, "test-admin", null, TimeProvider.System, default);
        using var member = HttpKubeApi.FromToken(host.Url, "test-admin", insecure: true);
        await using var test = new TestFederation();
        await test.OpenAsync();
        await test.StartPlaneAsync(new ControlPlaneOptions { ProbePeriod = TimeSpan.FromMilliseconds(100) });
        await MemberJoin.JoinAsync(member, test.Api, new JoinOptions("far", host.Url) { SkipTlsVerification = true }, default);
        await test.Api.CreateDeploymentAsync("web", 2);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        await member.UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 2, test.Log);
        await member.MakeReadyAsync("web");
        await test.Api.UntilAsync(Documents.Deployment("web"), d => d.Int("status", "readyReplicas") == 2, test.Log);
        await MemberJoin.UnjoinAsync(member, test.Api, new("far"), default);
        await test.Api.UntilGoneAsync(new(KarmadaApi.Clusters, null, "far"), test.Log);
        Assert.Empty((await member.ListAsync(new(Documents.Deployments), ListOptions.All, default)).Items);
    }
}
