namespace Geofed.Server.Tests.Kubectl;

public class ApplyTests
{
    private static string Deployment(string image, int replicas = 1) => $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: {replicas}
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
              - name: c
                image: {image}
        """;

    [KubectlFact]
    public async Task Apply_creates_changes_and_leaves_alone()
    {
        await using var api = await KubectlApi.StartAsync();
        Assert.Equal("deployment.apps/web created", await api.RunAsync("apply", "-f", api.Manifest(Deployment("nginx:1"))));
        var second = api.Manifest(Deployment("nginx:2"));
        var (code, difference, _) = await api.TryAsync("diff", "-f", second);
        Assert.Equal(1, code);
        Assert.Contains("image: nginx:2", difference, StringComparison.Ordinal);
        Assert.Equal("deployment.apps/web configured", await api.RunAsync("apply", "-f", second));
        Assert.Equal("deployment.apps/web unchanged", await api.RunAsync("apply", "-f", second));
    }

    [KubectlFact]
    public async Task Server_side_apply_takes_over_what_was_applied_on_the_client_and_keeps_others_out()
    {
        await using var api = await KubectlApi.StartAsync();
        var manifest = api.Manifest(Deployment("nginx:1"));
        await api.RunAsync("apply", "-f", manifest);
        Assert.Equal("deployment.apps/web serverside-applied", await api.RunAsync("apply", "--server-side", "-f", manifest));
        Assert.StartsWith("kubectl", await api.RunAsync("get", "deploy", "web", "--show-managed-fields", "-o", "jsonpath={.metadata.managedFields[?(@.operation=='Apply')].manager}"));
        var other = api.Manifest(Deployment("nginx:1", replicas: 3));
        var (code, _, error) = await api.TryAsync("apply", "--server-side", "--field-manager", "other", "-f", other);
        Assert.Equal(1, code);
        Assert.Contains("conflict with \"kubectl\"", error, StringComparison.Ordinal);
        await api.RunAsync("apply", "--server-side", "--force-conflicts", "--field-manager", "other", "-f", other);
        Assert.Equal("3", await api.RunAsync("get", "deploy", "web", "-o", "jsonpath={.spec.replicas}"));
    }

    [KubectlFact]
    public async Task A_field_that_is_not_there_is_told_of()
    {
        await using var api = await KubectlApi.StartAsync();
        var (code, _, error) = await api.TryAsync("apply", "-f", api.Manifest(Deployment("nginx:1").Replace("replicas:", "replica:", StringComparison.Ordinal)));
        Assert.Equal(1, code);
        Assert.Contains("strict decoding error: unknown field \"spec.replica\"", error, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Objects_are_edited_by_every_command_that_edits()
    {
        await using var api = await KubectlApi.StartAsync();
        await api.RunAsync("create", "deployment", "web", "--image=nginx:1");
        await api.RunAsync("scale", "deploy", "web", "--replicas=5");
        await api.RunAsync("set", "image", "deploy/web", "nginx=nginx:3");
        await api.RunAsync("label", "deploy", "web", "x=y");
        await api.RunAsync("annotate", "deploy", "web", "n=m");
        await api.RunAsync("patch", "deploy", "web", "--type=json", "-p", """[{"op":"replace","path":"/spec/replicas","value":4}]""");
        await api.RunAsync("patch", "deploy", "web", "--type=merge", "-p", """{"spec":{"paused":true}}""");
        await api.RunAsync("rollout", "resume", "deploy/web");
        await api.RunAsync("wait", "--for=jsonpath={.spec.replicas}=4", "deploy/web", "--timeout=10s");
        Assert.Equal("4 nginx:3 y m", await api.RunAsync("get", "deploy", "web", "-o", "jsonpath={.spec.replicas} {.spec.template.spec.containers[0].image} {.metadata.labels.x} {.metadata.annotations.n}"));
        Assert.Equal("deployment.apps \"web\" deleted", (await api.RunAsync("delete", "deploy", "web")).Replace(" from default namespace", "", StringComparison.Ordinal));
    }
}
