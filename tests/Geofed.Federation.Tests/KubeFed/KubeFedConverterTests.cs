using System.Text.Json.Nodes;
using Geofed.Federation.KubeFed;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.Yaml;

namespace Geofed.Federation.Tests.KubeFed;

public class KubeFedConverterTests
{
    private const string Namespace = """
        apiVersion: types.kubefed.io/v1beta1
        kind: FederatedNamespace
        metadata: { name: shop, namespace: shop }
        spec: { placement: { clusters: [ { name: a }, { name: b } ] } }
        """;

    [Fact]
    public void ADeploymentBecomesItsTemplateItsPolicyAndItsOverrides()
    {
        var result = Convert(Namespace, """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedDeployment
            metadata: { name: web, namespace: shop, annotations: { kubefed.io/orphan: "true" } }
            spec:
              retainReplicas: true
              template:
                metadata: { labels: { app: web } }
                spec: { replicas: 3, selector: { matchLabels: { app: web } } }
              placement: { clusters: [ { name: b }, { name: c } ] }
              overrides:
              - clusterName: b
                clusterOverrides:
                - { path: /spec/replicas, value: 5 }
                - { path: /metadata/annotations, op: add, value: { x: "1" } }
                - { path: /metadata/name, value: other }
            """);
        var template = result.Objects.Single(o => o.Str("kind") == "Deployment");
        Assert.Equal(("apps/v1", "shop", "web", 3L), (template.Str("apiVersion"), template.Namespace(), template.Name(), template.Int("spec", "replicas")));
        Assert.Equal("true", template.Label(KarmadaMarks.RetainReplicas));
        var policy = result.Objects.Single(o => o.Str("kind") == "PropagationPolicy");
        Assert.Equal(["b"], policy.Strings("spec", "placement", "clusterAffinity", "clusterNames"));
        Assert.Equal(("Duplicated", "Overwrite"), (policy.Str("spec", "placement", "replicaScheduling", "replicaSchedulingType"), policy.Str("spec", "conflictResolution")));
        Assert.True(policy.Bool("spec", "preserveResourcesOnDeletion"));
        var rule = result.Objects.Single(o => o.Str("kind") == "OverridePolicy").Objects("spec", "overrideRules").Single();
        Assert.Equal(["/spec/replicas replace", "/metadata/annotations add"], rule.Objects("overriders", "plaintext").Select(p => $"{p.Str("path")} {p.Str("operator")}"));
        Assert.Contains(result.Warnings, w => w.Message.Contains("/metadata/name", StringComparison.Ordinal) && w.Source == "FederatedDeployment shop/web");
        Assert.Equal("Namespace", result.Objects[0].Str("kind"));
    }

    [Theory]
    [InlineData("{ clusters: [] }", null)]
    [InlineData("{ clusters: [], clusterSelector: {} }", null)]
    [InlineData("{ clusterSelector: {} }", "{}")]
    [InlineData("{}", null)]
    [InlineData("{ clusterSelector: { matchLabels: { tier: gold } } }", """{"labelSelector":{"matchLabels":{"tier":"gold"}}}""")]
    [InlineData("{ clusters: [ { name: a } ], clusterSelector: { matchLabels: { tier: gold } } }", """{"clusterNames":["a"]}""")]
    public void AnEmptyPlacementIsNowhereAndNotEverywhere(string placement, string? affinity)
    {
        var result = Convert($$"""
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedClusterRole
            metadata: { name: reader }
            spec: { template: { rules: [] }, placement: {{placement}} }
            """);
        Assert.Single(result.Objects, o => o.Str("kind") == "ClusterRole");
        var policy = result.Objects.SingleOrDefault(o => o.Str("kind") == "ClusterPropagationPolicy");
        Assert.Equal(affinity, policy.At("spec", "placement", "clusterAffinity")?.ToJsonString());
        Assert.Equal(affinity is null, result.Warnings.Any(w => w.Message.Contains("goes nowhere", StringComparison.Ordinal)));
    }

    [Fact]
    public void APreferenceBecomesWeightsAndBounds()
    {
        var result = Convert(Namespace.Replace("{ clusters: [ { name: a }, { name: b } ] }", "{ clusterSelector: {} }", StringComparison.Ordinal), """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedDeployment
            metadata: { name: web, namespace: shop }
            spec: { template: { spec: { replicas: 1 } }, placement: { clusters: [ { name: a } ] } }
            """, """
            apiVersion: scheduling.kubefed.io/v1alpha1
            kind: ReplicaSchedulingPreference
            metadata: { name: web, namespace: shop }
            spec:
              targetKind: FederatedDeployment
              totalReplicas: 9
              clusters: { a: { weight: 2, minReplicas: 1, maxReplicas: 4 }, "*": { weight: 3 } }
            """);
        Assert.Equal(9, result.Objects.Single(o => o.Str("kind") == "Deployment").Int("spec", "replicas"));
        var policy = result.Objects.Single(o => o.Str("kind") == "PropagationPolicy");
        Assert.Equal("{}", policy.At("spec", "placement", "clusterAffinity")!.ToJsonString());
        Assert.Equal("""[{"targetCluster":{"exclude":["a"]},"weight":3},{"targetCluster":{"clusterNames":["a"]},"weight":2}]""",
            policy.At("spec", "placement", "replicaScheduling", "weightPreference", "staticWeightList")!.ToJsonString());
        Assert.Equal("""{"a":{"min":1,"max":4}}""", policy.Annotation(GeofedMarks.ReplicaBounds));
        Assert.Contains(result.Warnings, w => w.Source == "ReplicaSchedulingPreference shop/web" && w.Message.Contains("Webster", StringComparison.Ordinal));
    }

    [Fact]
    public void ATypeConfigSaysWhatAFederatedKindIsMadeOf()
    {
        const string config = """
            apiVersion: core.kubefed.io/v1beta1
            kind: FederatedTypeConfig
            metadata: { name: trainings.ai.example }
            spec: { propagation: Enabled, federatedType: { kind: FederatedTraining }, targetType: { group: ai.example, version: v1, kind: Training, scope: Namespaced } }
            """;
        const string training = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedTraining
            metadata: { name: llm, namespace: shop }
            spec: { template: { spec: { steps: 5 } }, placement: { clusterSelector: {} } }
            """;
        Assert.Equal("ai.example/v1", Convert(Namespace, config, training).Objects.Single(o => o.Str("kind") == "Training").Str("apiVersion"));
        var unknown = Convert(training);
        Assert.Empty(unknown.Objects);
        Assert.Contains("FederatedTypeConfig", unknown.Warnings.Single().Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert(Namespace, config.Replace("Enabled", "Disabled", StringComparison.Ordinal), training).Objects, o => o.Str("kind") == "PropagationPolicy");
    }

    [Fact]
    public void AMemberIsToBeJoined()
    {
        var result = Convert("""
            apiVersion: core.kubefed.io/v1beta1
            kind: KubeFedCluster
            metadata: { name: a, namespace: kube-federation-system }
            spec: { apiEndpoint: "https://a.example" }
            """);
        Assert.Contains("Join-Federation -Name a", result.Warnings.Single().Message, StringComparison.Ordinal);
    }

    private static KubeFedConversion Convert(params string[] documents) =>
        KubeFedConverter.Convert(documents.Select(d => (JsonObject)YamlText.ReadOne(d)!));
}
