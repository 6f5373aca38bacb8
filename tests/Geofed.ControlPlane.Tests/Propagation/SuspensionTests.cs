using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Propagation;

public class SuspensionTests
{
    private static ResourcePath Settings => new(Documents.ConfigMaps, "default", "settings");

    [Fact]
    public async Task WhatIsSuspendedOnAClusterIsNotChangedThereUntilItIsResumed()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateConfigMapAsync("settings", "1");
        await test.Api.CreatePolicyAsync("settings", "ConfigMap");
        await test.Member("a").UntilAsync(Settings, _ => true, test.Log);
        var policy = new ResourcePath(KarmadaApi.PropagationPolicies, "default", "settings");
        await test.Api.PatchAsync(policy, PatchKind.Merge, Documents.Parse("""{ "spec": { "suspension": { "dispatchingOnClusters": { "clusterNames": [ "a" ] } } } }"""), new(), default);
        var work = new ResourcePath(KarmadaApi.Works, "karmada-es-a", KarmadaNames.Work("ConfigMap", "settings", "default"));
        await test.Api.UntilAsync(work, w => w.Condition("Dispatching").Str("status") == "False", test.Log);
        await test.Api.PatchAsync(Settings, PatchKind.Merge, Documents.Parse("""{ "data": { "key": "2" } }"""), new(), default);
        await test.Member("b").UntilAsync(Settings, c => c.Str("data", "key") == "2", test.Log);
        Assert.Equal("1", (await test.Member("a").GetAsync(Settings, default)).Str("data", "key"));
        await test.Api.PatchAsync(policy, PatchKind.Merge, Documents.Parse("""{ "spec": { "suspension": null } }"""), new(), default);
        await test.Member("a").UntilAsync(Settings, c => c.Str("data", "key") == "2", test.Log);
    }

    [Fact]
    public async Task WhatIsPreservedStaysWhenTheTemplateGoes()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Api.CreateConfigMapAsync("settings", "1");
        await test.Api.CreatePolicyAsync("settings", "ConfigMap", more: """, "preserveResourcesOnDeletion": true """);
        await test.Api.UntilAsync(Documents.Binding("settings-configmap"), b => b.IsTrue("FullyApplied"), test.Log);
        await test.Api.DeleteAsync(Settings, new(), default);
        await test.Api.UntilGoneAsync(Documents.Binding("settings-configmap"), test.Log);
        Assert.Equal("1", (await test.Member("a").GetAsync(Settings, default)).Str("data", "key"));
    }
}
