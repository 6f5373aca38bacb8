using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.Tests.Workloads;

public class DeploymentTemplateTests
{
    private static JsonObject Deployment(string containers = "[{name: main, image: a:1}]", string rest = "") =>
        Manifest.Read($"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec: {{{rest} template: {{spec: {{containers: {containers}}}}}}}\n", "web.yaml").Single();

    [Fact]
    public void A_request_becomes_a_deployment_with_all_that_was_asked()
    {
        var d = DeploymentTemplate.From(new DeploymentRequest("serve", "vllm:1")
        {
            Namespace = "ai",
            Replicas = 12,
            Ports = [8000, 9000],
            Gpu = 2,
            Accelerator = "nvidia-l4",
            Cpu = "2",
            Memory = "8Gi",
            Env = new Dictionary<string, string> { ["MODEL"] = "gemma" },
            Labels = new Dictionary<string, string> { ["tier"] = "web" },
            Command = ["serve"],
            Arguments = ["--port=8000"],
        });
        var container = d.Objects("spec", "template", "spec", "containers").Single();
        Assert.Equal(("ai", "serve", 12L), (d.Namespace(), d.Name(), d.Int("spec", "replicas")));
        Assert.Equal(["8000", "9000"], container.Objects("ports").Select(p => p.Int("containerPort").ToString()));
        Assert.Equal(2, container.Int("resources", "limits", "nvidia.com/gpu"));
        Assert.Equal("8Gi", container.Str("resources", "requests", "memory"));
        Assert.Equal("nvidia-l4", d.Str("spec", "template", "spec", "nodeSelector", "cloud.google.com/gke-accelerator"));
        Assert.Equal("gemma", container.Objects("env").Single().Str("value"));
        Assert.Equal("web", d.Str("spec", "template", "metadata", "labels", "tier"));
        Assert.Equal(["--port=8000"], container.Strings("args"));
    }

    [Fact]
    public void Labels_of_the_caller_do_not_become_part_of_the_selector_which_is_immutable()
    {
        var d = DeploymentTemplate.From(new DeploymentRequest("serve", "x") { Labels = new Dictionary<string, string> { ["version"] = "1" } });
        Assert.Equal(["app.kubernetes.io/name"], d.StringMap("spec", "selector", "matchLabels").Keys);
        Assert.True(LabelSelector.From(d.Obj("spec", "selector")!).Matches(d.StringMap("spec", "template", "metadata", "labels")));
    }

    [Fact]
    public void What_the_caller_gives_stands_over_the_manifest_and_the_manifest_itself_is_left_alone()
    {
        var manifest = Deployment(rest: "replicas: 1,");
        var before = manifest.Copy();
        var d = DeploymentTemplate.From(manifest, "web.yaml", "ai", 12, "a:2");
        Assert.Equal(("ai", 12L, "a:2"), (d.Namespace(), d.Int("spec", "replicas"), DeploymentTemplate.Images(d).Single()));
        Assert.True(JsonNavigation.Same(before, manifest));
    }

    [Fact]
    public void A_manifest_as_kubectl_gets_it_loses_what_only_servers_set()
    {
        var manifest = Deployment();
        manifest["status"] = new JsonObject { ["replicas"] = 1 };
        manifest.Ensure("metadata")["managedFields"] = new JsonArray();
        manifest.Ensure("metadata")["resourceVersion"] = "5";
        var d = DeploymentTemplate.From(manifest, "web.yaml", null, null, null);
        Assert.Null(d["status"]);
        Assert.Equal(["name", "namespace"], d.Obj("metadata")!.Select(p => p.Key).Order());
        Assert.Equal(("default", 1L), (d.Namespace(), d.Int("spec", "replicas")));
    }

    [Fact]
    public void Another_kind_is_refused_by_name()
    {
        var set = new JsonObject { ["apiVersion"] = "leaderworkerset.x-k8s.io/v1", ["kind"] = "LeaderWorkerSet", ["metadata"] = new JsonObject { ["name"] = "a" } };
        Assert.StartsWith("lws.yaml is a LeaderWorkerSet (leaderworkerset.x-k8s.io/v1)", Assert.Throws<ManifestException>(() => DeploymentTemplate.From(set, "lws.yaml", null, null, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_for_several_containers_is_ambiguous() =>
        Assert.Contains("2 containers", Assert.Throws<ManifestException>(() => DeploymentTemplate.From(Deployment("[{name: a, image: x}, {name: b, image: y}]"), "web.yaml", null, null, "z")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_change_touches_only_what_it_names()
    {
        var patch = DeploymentTemplate.Change(Deployment(), 18, null, "a:2", new Dictionary<string, string?> { ["A"] = "1", ["B"] = null })!;
        Assert.Equal(18, patch.Int("spec", "replicas"));
        var container = patch.Objects("spec", "template", "spec", "containers").Single();
        Assert.Equal(["name", "image", "env"], container.Select(p => p.Key));
        Assert.Equal("delete", container.Objects("env").Last().Str("$patch"));
    }

    [Fact]
    public void No_change_is_no_patch() => Assert.Null(DeploymentTemplate.Change(Deployment(), null, null, null, null));

    [Fact]
    public void The_container_must_be_named_when_there_are_several_and_must_be_there()
    {
        var two = Deployment("[{name: a, image: x}, {name: b, image: y}]");
        Assert.Contains("a, b", Assert.Throws<ManifestException>(() => DeploymentTemplate.Change(two, null, null, "z", null)).Message, StringComparison.Ordinal);
        Assert.Contains("'c'", Assert.Throws<ManifestException>(() => DeploymentTemplate.Change(two, null, "c", "z", null)).Message, StringComparison.Ordinal);
        Assert.Equal("b", DeploymentTemplate.Change(two, null, "b", "z", null)!.Objects("spec", "template", "spec", "containers").Single().Str("name"));
    }
}
