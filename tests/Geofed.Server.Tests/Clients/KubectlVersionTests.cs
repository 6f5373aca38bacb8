using Geofed.Server.Tests.Bare;

namespace Geofed.Server.Tests.Clients;

/// <summary>What depends on kubectl's version: how it finds kinds, validates, applies, explains and waits.</summary>
public class KubectlVersionTests
{
    public static TheoryData<string> Programs => [.. Tool.Named(Tool.Kubectl)];

    [ToolTheory(Tool.Kubectl)]
    [MemberData(nameof(Programs))]
    public async Task Every_version_is_served_alike(string kubectl)
    {
        await using var bare = await BareProcess.StartedAsync();
        var manifest = Path.Combine(bare.Data, "web.yaml");
        await WriteAsync("nginx:1");
        Assert.Equal("deployment.apps/web created", await RunAsync("apply", "-f", manifest));
        Assert.Equal("deployment.apps/web unchanged", await RunAsync("apply", "-f", manifest));
        await WriteAsync("nginx:2");
        var (difference, shown, _) = await TryAsync("diff", "-f", manifest);
        Assert.Equal(1, difference);
        Assert.Contains("nginx:2", shown, StringComparison.Ordinal);
        Assert.Equal("deployment.apps/web configured (server dry run)", await RunAsync("apply", "-f", manifest, "--dry-run=server"));
        Assert.Equal("deployment.apps/web configured", await RunAsync("apply", "-f", manifest, "--prune", "-l", "app=web"));
        Assert.Equal("deployment.apps/web serverside-applied", await RunAsync("apply", "--server-side", "-f", manifest));
        await File.AppendAllTextAsync(manifest, "  typo: true\n");
        var (code, _, error) = await TryAsync("apply", "--validate=strict", "-f", manifest);
        Assert.Equal(1, code);
        Assert.Contains("unknown field \"spec.typo\"", error.Replace("ValidationError(Deployment.spec): unknown field \"typo\"", "unknown field \"spec.typo\"", StringComparison.Ordinal), StringComparison.Ordinal);

        Assert.Contains("Number of desired pods.", await RunAsync("explain", "deployment.spec"), StringComparison.Ordinal);
        Assert.Contains("horizontalpodautoscalers", await RunAsync("api-resources"), StringComparison.Ordinal);
        Assert.Contains("web", await RunAsync("get", "deploy,rs,svc", "-A", "-o", "wide"), StringComparison.Ordinal);
        Assert.Contains("nginx:2", await RunAsync("describe", "deploy", "web"), StringComparison.Ordinal);
        await RunAsync("scale", "deploy/web", "--replicas=3");
        await RunAsync("rollout", "restart", "deploy/web");
        await RunAsync("autoscale", "deploy", "web", "--max=5");
        await RunAsync("create", "job", "once", "--image=busybox");
        await RunAsync("create", "quota", "q", "--hard=pods=5");
        await RunAsync("wait", "--for=jsonpath={.spec.replicas}=3", "deploy/web", "--timeout=10s");
        Assert.Equal("yes", await RunAsync("auth", "can-i", "create", "pods"));
        await RunAsync("delete", "deploy,hpa,job", "--all", "--wait", "--timeout=20s");
        Assert.Equal("", await RunAsync("get", "deploy", "-o", "name"));

        Task WriteAsync(string image) => File.WriteAllTextAsync(manifest, $"""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              labels:
                app: web
            spec:
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

            """);

        async Task<string> RunAsync(params string[] arguments)
        {
            var (code, output, error) = await TryAsync(arguments);
            Assert.True(code == 0, $"kubectl {string.Join(' ', arguments)}: {output} {error}");
            return output;
        }

        Task<(int Code, string Output, string Error)> TryAsync(params string[] arguments) =>
            Tool.RunAsync(kubectl, arguments, new Dictionary<string, string> { ["KUBECONFIG"] = bare.Kubeconfig, ["HOME"] = bare.Data });
    }
}
