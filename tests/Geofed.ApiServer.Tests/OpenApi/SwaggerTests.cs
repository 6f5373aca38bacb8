using System.Net.Http.Headers;
using Geofed.ApiServer.OpenApi;
using Geofed.ApiServer.Tests.Http;
using Geofed.ApiServer.Tests.Watching;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.OpenApi;

/// <summary>/openapi/v2, in JSON and as gnostic's Document.</summary>
public class SwaggerTests
{
    private const string Deployment = "/apis/apps/v1/namespaces/{namespace}/deployments/{name}";

    [Fact]
    public async Task Json_has_the_paths_with_their_parameters_and_the_kinds_with_their_descriptions()
    {
        await using var api = await HttpApi.StartAsync();
        var swagger = (await api.GetAsync("/openapi/v2")).Json;
        var patch = swagger.Obj("paths", Deployment, "patch");
        Assert.Equal("patch", patch.Str("x-kubernetes-action"));
        Assert.Equal("Deployment", patch.Str("x-kubernetes-group-version-kind", "kind"));
        Assert.Equal(["body", "dryRun", "fieldManager", "fieldValidation", "pretty", "force"], patch.Objects("parameters").Select(p => p.Str("name")));
        Assert.Equal(["name", "namespace"], swagger.Objects("paths", Deployment, "parameters").Select(p => p.Str("name")));
        Assert.NotNull(swagger.Obj("paths", "/api/v1/pods", "get"));

        var replicas = swagger.Obj("definitions", "io.k8s.api.apps.v1.DeploymentSpec", "properties", "replicas");
        Assert.StartsWith("Number of desired pods.", replicas.Str("description"), StringComparison.Ordinal);
        Assert.NotEmpty(swagger.Str("definitions", "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", "properties", "namespace", "description")!);
        Assert.Equal("string", swagger.Str("definitions", "io.k8s.api.core.v1.ServicePort", "properties", "targetPort", "type"));
        var silent = swagger.Obj("definitions")!.Where(d => d.Value.Str("description") is null).Select(d => d.Key.Split('.')[^1]);
        Assert.Equal("PodTemplateSpec", Assert.Single(silent.Distinct()));
    }

    [Fact]
    public async Task Every_reference_leads_to_a_definition()
    {
        await using var api = await HttpApi.StartAsync();
        var text = (await api.GetAsync("/openapi/v2")).Text;
        var definitions = JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes(text)).Obj("definitions")!;
        var references = System.Text.RegularExpressions.Regex.Matches(text, "\"\\$ref\":\"([^\"]*)\"").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(references.Count > 100);
        Assert.All(references, reference => Assert.True(definitions.ContainsKey(reference["#/definitions/".Length..]), reference));
    }

    [Fact]
    public async Task Subresources_have_their_paths_with_the_kinds_that_they_take()
    {
        await using var api = await HttpApi.StartAsync();
        var paths = (await api.GetAsync("/openapi/v2")).Json.Obj("paths")!;
        foreach (var (path, method, kind, reference) in ((string, string, string, string)[])[
            ("/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale", "patch", "autoscaling/v1 Scale", "io.k8s.api.autoscaling.v1.Scale"),
            ("/api/v1/namespaces/{namespace}/pods/{name}/eviction", "post", "policy/v1 Eviction", "io.k8s.api.policy.v1.Eviction"),
            ("/api/v1/namespaces/{namespace}/serviceaccounts/{name}/token", "post", "authentication.k8s.io/v1 TokenRequest", "io.k8s.api.authentication.v1.TokenRequest"),
            ("/api/v1/namespaces/{namespace}/pods/{name}/resize", "get", "/v1 Pod", "io.k8s.api.core.v1.Pod"),
            ("/api/v1/namespaces/{name}/finalize", "put", "/v1 Namespace", "io.k8s.api.core.v1.Namespace"),
            ("/apis/certificates.k8s.io/v1/certificatesigningrequests/{name}/approval", "put", "certificates.k8s.io/v1 CertificateSigningRequest", "io.k8s.api.certificates.v1.CertificateSigningRequest")])
        {
            var operation = paths.Obj(path, method);
            Assert.Equal(kind, $"{operation.Str("x-kubernetes-group-version-kind", "group")}/{operation.Str("x-kubernetes-group-version-kind", "version")} {operation.Str("x-kubernetes-group-version-kind", "kind")}");
            Assert.Equal("#/definitions/" + reference, operation.Str("responses", "200", "schema", "$ref"));
        }
        Assert.Equal("string", paths.Str("/api/v1/namespaces/{namespace}/pods/{name}/log", "get", "responses", "200", "schema", "type"));
        Assert.Equal("connect", paths.Str("/api/v1/namespaces/{namespace}/pods/{name}/exec", "post", "x-kubernetes-action"));
        Assert.Null(paths.At("/api/v1/namespaces/{namespace}/pods/{name}/eviction", "get"));
    }

    [Fact]
    public async Task Each_operation_has_a_name_of_its_own()
    {
        await using var api = await HttpApi.StartAsync();
        var names = (await api.GetAsync("/openapi/v2")).Json.Obj("paths")!.SelectMany(p => p.Value!.AsObject()).Where(o => o.Key != "parameters").Select(o => o.Value.Str("operationId")!).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Superset(new HashSet<string>
        {
            "readCoreV1NamespacedPod", "patchAppsV1NamespacedDeploymentScale", "listAppsV1DeploymentForAllNamespaces", "deleteCoreV1CollectionNamespacedPod", "createRbacAuthorizationV1ClusterRole",
            "connectCoreV1GetNamespacedPodExec", "replaceCoreV1NamespaceFinalize", "createCoreV1NamespacedPodEviction",
        }, names.ToHashSet());
    }

    [Fact]
    public async Task Types_that_groups_share_stand_under_their_own()
    {
        await using var api = await HttpApi.StartAsync();
        var schemas = (await api.GetAsync("/openapi/v3/apis/apps/v1")).Json.Obj("components", "schemas")!;
        Assert.Contains("io.k8s.api.core.v1.PodTemplateSpec", schemas);
        Assert.Contains("io.k8s.api.autoscaling.v1.Scale", schemas);
        Assert.DoesNotContain("io.k8s.api.apps.v1.PodSpec", schemas);
    }

    [Fact]
    public async Task Protobuf_says_the_same()
    {
        await using var api = await HttpApi.StartAsync();
        var (document, type) = await ProtobufAsync(api);
        Assert.Equal(OpenApiProtobuf.MediaType, type);
        var swagger = (await api.GetAsync("/openapi/v2")).Json;
        Assert.Equal("2.0", document.One(1).Text);
        Assert.Equal("Kubernetes", document.One(2, 1).Text);
        Assert.Equal(swagger.Obj("paths")!.Select(p => p.Key), document.All(8, 2, 1).Select(p => p.Text));
        Assert.Equal(swagger.Obj("definitions")!.Select(d => d.Key), document.All(9, 1, 1).Select(d => d.Text));

        var path = document.One(8).Named(2, Deployment);
        Assert.Equal(["name", "namespace"], path.All(9, 1, 2, 4, 4).Select(p => p.Text));
        var patch = path.One(8);
        Assert.Equal(["dryRun", "fieldManager", "fieldValidation", "pretty", "force"], patch.All(8, 1, 2, 3, 4).Select(p => p.Text));
        Assert.Equal("#/definitions/io.k8s.api.apps.v1.Deployment", patch.One(8, 1, 1, 5, 1).Text);
        Assert.Equal("""{"group":"apps","version":"v1","kind":"Deployment"}""", patch.Extension(13, "x-kubernetes-group-version-kind"));
        Assert.Equal("\"patch\"", patch.Extension(13, "x-kubernetes-action"));
        Assert.Equal("#/definitions/io.k8s.api.apps.v1.Deployment", patch.One(9).Named(1, "200").One(1, 2, 1, 1).Text);

        var containers = document.One(9).Named(1, "io.k8s.api.core.v1.PodSpec").One(25).Named(1, "containers");
        Assert.Equal("array", containers.One(22, 1).Text);
        Assert.Equal("#/definitions/io.k8s.api.core.v1.Container", containers.One(23, 1, 1).Text);
        Assert.Equal("\"name\"", containers.Extension(31, "x-kubernetes-patch-merge-key"));
        Assert.Equal("""["name"]""", containers.Extension(31, "x-kubernetes-list-map-keys"));
        Assert.Contains("containers", document.One(9).Named(1, "io.k8s.api.core.v1.PodSpec").All(19).Select(r => r.Text));
        Assert.Equal("string", document.One(9).Named(1, "io.k8s.api.core.v1.ConfigMap").One(25).Named(1, "data").One(21, 1, 22, 1).Text);
    }

    [Fact]
    public async Task A_custom_resource_is_in_it_without_what_swagger_cannot_say()
    {
        await using var api = await HttpApi.StartAsync();
        await api.CreateAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"trains.demo.example.com"},
             "spec":{"group":"demo.example.com","scope":"Cluster","names":{"plural":"trains","kind":"Train"},"versions":[{"name":"v1","served":true,"storage":true,
               "schema":{"openAPIV3Schema":{"type":"object","description":"It runs.","properties":{"spec":{"type":"object","required":["cars"],"properties":{
                 "speed":{"type":"number","minimum":0.5},"cars":{"type":"array","maxItems":20,"items":{"type":"string","nullable":true}},
                 "stop":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]},
                 "more":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"a":{"type":"string"}}}}}}}}}]}}
            """);
        using (var watch = await HttpWatch.StartAsync(api, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions?watch=1"))
        {
            while (!(await watch.NextAsync()).Objects("object", "status", "conditions").Any(c => c.Str("type") == "Established"))
            {
            }
        }
        var train = (await api.GetAsync("/openapi/v2")).Json.Obj("definitions", "com.example.demo.v1.Train");
        var spec = train.Obj("properties", "spec", "properties");
        Assert.Null(spec.At("stop", "anyOf"));
        Assert.Null(spec.At("more", "properties"));
        Assert.Null(spec.At("cars", "items", "type"));
        Assert.NotNull(train.Str("properties", "kind", "description"));

        var written = (await ProtobufAsync(api)).Document.One(9).Named(1, "com.example.demo.v1.Train");
        Assert.Equal("It runs.", written.One(4).Text);
        var below = written.One(25).Named(1, "spec");
        Assert.Equal("cars", below.One(19).Text);
        Assert.Equal("20", below.One(25).Named(1, "cars").One(14).Text);
        Assert.Equal(BitConverter.DoubleToUInt64Bits(0.5).ToString(System.Globalization.CultureInfo.InvariantCulture), below.One(25).Named(1, "speed").One(9).Text);
    }

    /// <summary>As kubectl asks for it.</summary>
    private static async Task<(Gnostic Document, string? Type)> ProtobufAsync(HttpApi api)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v2");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", HttpApi.Admin);
        request.Headers.TryAddWithoutValidation("Accept", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");
        using var response = await api.Client.SendAsync(request);
        return (new(await response.Content.ReadAsByteArrayAsync()), response.Content.Headers.ContentType?.MediaType);
    }
}
