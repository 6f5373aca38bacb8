using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Failover;

public class ApplicationFailoverTests
{
    [Theory]
    [InlineData("Gracefully", true)]
    [InlineData("Never", true)]
    [InlineData("Directly", false)]
    public async Task AWorkloadLeavesAClusterWhereItIsNotWell(string purgeMode, bool stays)
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 2);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Duplicated" }, "spreadConstraints": [ { "spreadByField": "cluster", "maxGroups": 1 } ]""",
            $$""", "failover": { "application": { "decisionConditions": { "tolerationSeconds": 0 }, "purgeMode": "{{purgeMode}}" } } """);
        // The first copy never becomes ready; whoever comes next is watched in turn, so only the first move is looked at.
        await test.Member("a").UntilAsync(Documents.Deployment("web"), _ => true, test.Log);
        await test.Member("b").UntilAsync(Documents.Deployment("web"), _ => true, test.Log);
        var events = await test.Api.UntilAnyAsync(new(CoreResources.Events, "default"), e => e.Str("reason") == "EvictWorkloadFromClusterSucceed");
        Assert.Contains("left a: the workload was unhealthy there", events.Str("message"), StringComparison.Ordinal);
        if (stays)
            Assert.False((await test.Api.GetAsync(Work, default)).IsDeleting());
        else
            await test.Member("a").UntilGoneAsync(Documents.Deployment("web"), test.Log);
    }

    private static ResourcePath Work => new(KarmadaApi.Works, "karmada-es-a", KarmadaNames.Work("Deployment", "web", "default"));
}
