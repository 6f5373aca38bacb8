using System.Text.Json.Nodes;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Cmdlets.Tests;

/// <summary>Manifests of any kind, on an API without controllers: what is written, and what is refused.</summary>
public class ResourceTests : ShellTest
{
    private const string Settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, uid: stale}\ndata: {level: info}\n";
    private const string Widgets = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: widgets, singular: widget, kind: Widget}
          versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("geofed-manifests-").FullName;

    private async Task FederateAsync(params (string Name, string Text)[] files)
    {
        Shell.Get<FederationInfo>("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        await Home.AddMemberAsync("eu", "europe-west1");
        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
            File.WriteAllText(Path.Combine(_folder, name), text);
        }
    }

    private async Task<string[]> Policies() =>
        [.. (await Home.Federation().ListAsync(new(KarmadaApi.PropagationPolicies), ListOptions.All, default)).Items
            .Concat((await Home.Federation().ListAsync(new(KarmadaApi.ClusterPropagationPolicies), ListOptions.All, default)).Items).Select(p => p.Name())];

    [Fact]
    public async Task A_folder_is_published_in_the_order_that_its_parts_need()
    {
        await FederateAsync(
            ("a.yaml", "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: gear, namespace: shop}\nspec: {teeth: 12}\n"),
            ("b.yaml", Settings + "---\n" + Widgets),
            ("c.json", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}"""),
            ("notes.txt", "no manifest"),
            ("below/d.yaml", Settings.Replace("settings", "below", StringComparison.Ordinal)));
        var published = Shell.Get<FederatedResource>($"Publish-FederatedResource '{_folder}' -Region us-west1");
        Assert.Equal(["Namespace/shop", "CustomResourceDefinition/widgets.example.com", "Widget/gear", "ConfigMap/settings"], published.Select(r => r.ToString()));
        Assert.Equal([WorkloadState.Ready, WorkloadState.Pending, WorkloadState.Pending, WorkloadState.Pending], published.Select(r => r.Status));
        Assert.Equal(["gear-widget", "settings-configmap", "widgets.example.com-customresourcedefinition"], (await Policies()).Order());
        Assert.Equal(4, Shell.Get<FederatedResource>($"Publish-FederatedResource '{_folder}' -Recurse -Region us-west1 | Where-Object Status -eq Pending").Count);
        Assert.Equal(["below", "settings"], Shell.Get<FederatedResource>("Get-FederatedResource -Kind ConfigMap").Select(r => r.Name));
    }

    [Fact]
    public async Task What_a_policy_among_the_manifests_places_gets_none_of_its_own()
    {
        await FederateAsync(("a.yaml", Settings + """
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: PropagationPolicy
            metadata: {name: mine}
            spec:
              resourceSelectors: [{apiVersion: v1, kind: ConfigMap, name: settings}]
              placement: {clusterAffinity: {clusterNames: [us]}}
            """));
        Assert.Equal(["ConfigMap/settings", "PropagationPolicy/mine"], Shell.Get<FederatedResource>($"[IO.FileInfo]'{_folder}/a.yaml' | Publish-FederatedResource").Select(r => r.ToString()));
        Assert.Equal(["mine"], await Policies());
        Shell.Get<FederatedResource>("@{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'loose' } } | Publish-FederatedResource -NoPolicy");
        Assert.Equal(["mine"], await Policies());
    }

    [Fact]
    public async Task A_service_leads_to_the_deployment_of_its_name_and_a_job_runs_in_one_cluster()
    {
        await FederateAsync();
        Assert.Equal("Service/serve", Shell.Get<FederatedResource>("Publish-FederatedService serve -Port 80, 81 -TargetPort 8000 -Type LoadBalancer").Single().ToString());
        var service = await Home.Federation().GetAsync(new(new("", "v1", "services"), "default", "serve"), default);
        Assert.Equal(("LoadBalancer", "serve"), (service.Str("spec", "type"), service.Str("spec", "selector", "app.kubernetes.io/name")));
        Assert.Equal(["80:8000", "81:8000"], service.Objects("spec", "ports").Select(p => $"{p.Int("port")}:{p.Int("targetPort")}"));
        Shell.Get<FederatedResource>("Publish-FederatedJob tune -Image x -Parallelism 2 -Gpu 8 -Env @{ A = 1 }");
        var job = await Home.Federation().GetAsync(new(new("batch", "v1", "jobs"), "default", "tune"), default);
        Assert.Equal((2, 2), (job.Int("spec", "parallelism"), job.Int("spec", "completions")));
        var policy = await Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", "tune-job"), default);
        Assert.Equal(1, policy.Objects("spec", "placement", "spreadConstraints").Single().Int("maxGroups"));
        Shell.Get<FederatedResource>("Publish-FederatedJob tune -Image x -Parallelism 2 -Gpu 8 -Env @{ A = 1 }");
        var immutable = Shell.Error("Publish-FederatedJob tune -Image y");
        AssertError(immutable, "Invalid", "spec.template: field is immutable");
        Assert.StartsWith("What runs cannot be changed in this", immutable.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    private const string Database = "@{ apiVersion = 'apps/v1'; kind = 'StatefulSet'; metadata = @{ name = 'db' }; spec = @{ replicas = 2; serviceName = 'db'; selector = @{ matchLabels = @{ app = 'db' } }; "
        + "template = @{ metadata = @{ labels = @{ app = 'db' } }; spec = @{ containers = @(@{ name = 'db'; image = 'db:1' }) } } } } | Publish-FederatedResource; Publish-FederatedService db 80";

    [Fact]
    public async Task What_has_replicas_is_scaled_and_what_replaces_its_pods_is_restarted()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>(Database);
        var path = new ResourcePath(new("apps", "v1", "statefulsets"), "default", "db");
        Assert.Equal(["StatefulSet/db"], Shell.Get<FederatedResource>("Set-FederatedResource db -Replicas 0 -PassThru").Select(r => r.ToString()));
        Assert.Equal(0, (await Home.Federation().GetAsync(path, default)).Int("spec", "replicas"));
        Shell.Get<FederatedResource>("Get-FederatedResource db -Kind StatefulSet | Set-FederatedResource -Replicas 5");
        Assert.Equal(["StatefulSet/db"], Shell.Get<FederatedResource>("Restart-FederatedResource d* -PassThru").Select(r => r.ToString()));
        var restarted = await Home.Federation().GetAsync(path, default);
        Assert.Equal(5, restarted.Int("spec", "replicas"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", restarted.Obj("spec", "template").Annotation("kubectl.kubernetes.io/restartedAt"));
        AssertError(Shell.Error("Set-FederatedResource db -Kind Service -Replicas 2"), "NoReplicas", "Service/db of federation 'prod' cannot be scaled");
        AssertError(Shell.Error("Restart-FederatedResource db -Kind Service"), "NotRestartable", "Service/db of federation 'prod' cannot be restarted");
    }

    [Fact]
    public async Task One_of_a_kind_that_is_not_served_any_more_does_not_keep_the_others_from_being_scaled()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>(Database);
        var left = JsonNode.Parse("""
            { "apiVersion": "work.karmada.io/v1alpha2", "kind": "ResourceBinding", "metadata": { "name": "db-gadget", "namespace": "default" },
              "spec": { "resource": { "apiVersion": "example.com/v1", "kind": "Gadget", "name": "db", "namespace": "default" } } }
            """)!.AsObject();
        await Home.Federation().CreateAsync(new(KarmadaApi.ResourceBindings, "default"), left, new(), default);
        AssertError(Shell.Error("Set-FederatedResource db -Replicas 5"), "InvalidManifest", "Gadget");
        Assert.Equal(5, (await Home.Federation().GetAsync(new(new("apps", "v1", "statefulsets"), "default", "db"), default)).Int("spec", "replicas"));
    }

    [Fact]
    public async Task A_policy_of_somebody_else_is_not_taken_over()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>("Publish-FederatedService serve 80");
        var foreign = await Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", "serve-service"), default);
        foreign.Ensure("metadata").Remove("labels");
        await Home.Federation().ReplaceAsync(new(KarmadaApi.PropagationPolicies, "default", "serve-service"), foreign, new(), default);
        AssertError(Shell.Error("Publish-FederatedService serve 80 -Region us-west1"), "PolicyTaken", "serve-service");
    }

    [Theory]
    [InlineData("Publish-FederatedResource missing", "PathNotFound", "missing")]
    [InlineData("Publish-FederatedResource FOLDER", "NoManifests", "no manifests")]
    [InlineData("'a: b: c' | Publish-FederatedResource", "InvalidManifest", "not YAML: line 1")]
    [InlineData("'{\"apiVersion\":\"apps/v1beta2\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"a\"}}' | Publish-FederatedResource", "InvalidManifest", "it does serve apps/v1 Deployment")]
    [InlineData("'{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{}}' | Publish-FederatedResource", "InvalidManifest", "no metadata.name")]
    [InlineData("@{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'a' } } | Publish-FederatedResource -Cluster uss", "MemberNotFound", "Did you mean 'us'?")]
    [InlineData("@{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'a' } } | Publish-FederatedResource -Namespace nowhere", "NotFound", "nowhere")]
    [InlineData("Get-FederatedResource a", "ResourceNotFound", "nothing of the name 'a' in namespace 'default'")]
    [InlineData("Wait-FederatedResource a", "ResourceNotFound", "nothing of the name 'a'")]
    [InlineData("Unpublish-FederatedResource a -Kind Service", "ResourceNotFound", "the kind Service")]
    public async Task Bad_input_is_one_clear_error_and_changes_nothing(string command, string id, string message)
    {
        await FederateAsync();
        AssertError(Shell.Error(command.Replace("FOLDER", _folder, StringComparison.Ordinal)), id, message);
        Assert.Empty(await Policies());
    }

    [Fact]
    public async Task One_manifest_that_cannot_be_read_keeps_all_back()
    {
        await FederateAsync(("a.yaml", Settings), ("b.yaml", "apiVersion: nonsense/v1\nkind: Nothing\nmetadata: {name: x}\n"));
        AssertError(Shell.Error($"Publish-FederatedResource '{_folder}'"), "InvalidManifest", "does not serve");
        Assert.Empty(Shell.Get<FederatedResource>("Get-FederatedResource"));
    }
}
