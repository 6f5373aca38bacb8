using Geofed.Client;
using Geofed.Model;
using Geofed.Server.Tests.Bare;

namespace Geofed.Server.Tests.Clients;

public class HelmTests
{
    public static TheoryData<string> Programs => [.. Tool.Named(Tool.Helm)];

    [ToolTheory(Tool.Helm)]
    [MemberData(nameof(Programs))]
    public async Task A_release_is_installed_upgraded_rolled_back_and_removed(string helm)
    {
        await using var bare = await BareProcess.StartedAsync();
        using var api = bare.Client();
        var chart = Path.Combine(AppContext.BaseDirectory, "Clients", "chart");

        Assert.Contains("STATUS: deployed", await RunAsync("install", "web", chart), StringComparison.Ordinal);
        var config = await api.GetAsync(ConfigMap("web"), default);
        Assert.Equal("yes", config.Str("data", "cron"));
        Assert.Equal("v1.36.2", config.Str("data", "kubernetes"));
        Assert.Equal("Helm", config.Str("metadata", "labels", "app.kubernetes.io/managed-by"));
        var secret = await api.GetAsync(new(new("", "v1", "secrets"), "default", "web"), default);

        await RunAsync("upgrade", "web", chart, "--set", "greeting=goodbye,replicas=5");
        Assert.Equal("goodbye", (await api.GetAsync(ConfigMap("web"), default)).Str("data", "greeting"));
        Assert.Equal(5, (await api.GetAsync(Deployment("web"), default)).Int("spec", "replicas"));
        Assert.Equal(secret.Str("data", "key"), (await api.GetAsync(new(new("", "v1", "secrets"), "default", "web"), default)).Str("data", "key"));

        await RunAsync("rollback", "web", "1");
        Assert.Equal("hello", (await api.GetAsync(ConfigMap("web"), default)).Str("data", "greeting"));
        Assert.Equal(2, (await api.GetAsync(Deployment("web"), default)).Int("spec", "replicas"));
        Assert.Equal(4, (await RunAsync("history", "web")).Split('\n').Length);
        Assert.Contains("shop-1.0.0", await RunAsync("list"), StringComparison.Ordinal);

        Assert.Contains("uninstalled", await RunAsync("uninstall", "web", "--wait", "--timeout", "30s"), StringComparison.Ordinal);
        Assert.Null(await api.FindAsync(Deployment("web"), default));
        Assert.Single((await RunAsync("list")).Split('\n'));

        async Task<string> RunAsync(params string[] arguments)
        {
            var (code, output, error) = await Tool.RunAsync(helm, arguments, new Dictionary<string, string> { ["KUBECONFIG"] = bare.Kubeconfig, ["HOME"] = bare.Data });
            Assert.True(code == 0, $"helm {string.Join(' ', arguments)}: {error}");
            return output;
        }
    }

    [ToolTheory(Tool.Helm)]
    [MemberData(nameof(Programs))]
    public async Task What_a_chart_may_not_hold_is_refused_and_the_release_can_be_mended(string helm)
    {
        await using var bare = await BareProcess.StartedAsync();
        var chart = Path.Combine(AppContext.BaseDirectory, "Clients", "chart");
        var environment = new Dictionary<string, string> { ["KUBECONFIG"] = bare.Kubeconfig, ["HOME"] = bare.Data };
        var (code, _, error) = await Tool.RunAsync(helm, ["install", "web", chart, "--set", "replicas=-1"], environment);
        Assert.NotEqual(0, code);
        Assert.Contains("must be greater than or equal to 0", error, StringComparison.Ordinal);
        var (mended, _, reason) = await Tool.RunAsync(helm, ["upgrade", "--install", "web", chart, "--set", "replicas=1"], environment);
        Assert.True(mended == 0, reason);
    }

    private static ResourcePath ConfigMap(string name) => new(new("", "v1", "configmaps"), "default", name);

    private static ResourcePath Deployment(string name) => new(new("apps", "v1", "deployments"), "default", name);
}
