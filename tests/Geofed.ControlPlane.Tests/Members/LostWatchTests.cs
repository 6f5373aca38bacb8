using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Members;

/// <summary>What happens in a member while its watches are broken is found when it is listed again.</summary>
public class LostWatchTests
{
    [Theory]
    [InlineData("Refuse")]
    [InlineData("Hang")]
    [InlineData("Expire")]
    public async Task WhatHappenedMeanwhileIsRepaired(string fault)
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 4);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        await test.Api.CreateConfigMapAsync("settings", "right");
        await test.Api.CreatePolicyAsync("settings", "ConfigMap");
        await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.IsTrue("FullyApplied"), test.Log);
        await test.Api.UntilAsync(Documents.Binding("settings-configmap"), b => b.IsTrue("FullyApplied"), test.Log);
        var (member, untouched) = (test.Member("a"), test.Faults["b"].Writes);

        test.Faults["a"].Fault = Enum.Parse<Fault>(fault);
        await member.PatchAsync(Documents.Deployment("web"), PatchKind.Merge, Documents.Parse("""{ "spec": { "replicas": 7 } }"""), new(), default);
        await member.MakeReadyAsync("web");
        var lost = await member.GetAsync(Settings, default);
        await member.DeleteAsync(Settings, new(), default);
        // A connection that is silent is not taken for broken until probes say so.
        if (test.Faults["a"].Fault == Fault.Hang)
            await test.Api.UntilAsync(new(KarmadaApi.Clusters, null, "a"), c => c.Condition("Ready").Str("status") == "False", test.Log);
        // With Expire the fault stays: no event ever comes, and only the list can tell.
        if (test.Faults["a"].Fault != Fault.Expire)
            test.Faults["a"].Fault = Fault.None;

        await member.UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 2, test.Log);
        await member.UntilAsync(Settings, c => c.Uid() != lost.Uid() && c.Str("data", "key") == "right", test.Log);
        await member.MakeReadyAsync("web");
        await test.Api.UntilAsync(Documents.Deployment("web"), d => d.Int("status", "readyReplicas") == 2, test.Log);
        Assert.Equal(untouched, test.Faults["b"].Writes);
    }

    private static readonly ResourcePath Settings = new(Documents.ConfigMaps, "default", "settings");
}
