using System.Text;
using Geofed.Model;

namespace Geofed.Simulation.Tests.Workloads;

public class AccountTests
{
    [Fact]
    public async Task EveryNamespaceHasItsAccountAndTheCertificate()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.Namespaces, """{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "shop" } }""");
        await test.UntilAllAsync(ClusterResources.ServiceAccounts, accounts => accounts.Any(a => a.Key() == new NamespacedName("shop", "default")));
        await test.UntilAllAsync(ClusterResources.ConfigMaps, maps => maps.Any(m => m.Key() == new NamespacedName("shop", "kube-root-ca.crt") && m.Str("data", "ca.crt") == WorkloadTest.Certificate));
        await test.Api.DeleteAsync(new(ClusterResources.ServiceAccounts, "default", "default"), new(), default);
        await test.UntilAllAsync(ClusterResources.ServiceAccounts, accounts => accounts.Any(a => a.Key() == new NamespacedName("default", "default")));
        await test.Api.DeleteAsync(new(ClusterResources.Namespaces, null, "shop"), new(), default);
        await test.UntilAllAsync(ClusterResources.Namespaces, namespaces => namespaces.All(n => n.Name() != "shop"));
    }

    [Fact]
    public async Task ATokenSecretIsFilledAndGoesWithItsAccount()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.ServiceAccounts, """{ "apiVersion": "v1", "kind": "ServiceAccount", "metadata": { "name": "robot" } }""");
        await test.CreateAsync(ClusterResources.Secrets, """
            { "apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/service-account-token",
              "metadata": { "name": "robot-token", "annotations": { "kubernetes.io/service-account.name": "robot" } } }
            """);
        var secret = await test.UntilAsync(ClusterResources.Secrets, "robot-token", s => s.Str("data", "token") is { Length: > 0 });
        Assert.Equal("default", Encoding.UTF8.GetString(Convert.FromBase64String(secret.Str("data", "namespace")!)));
        Assert.Equal(WorkloadTest.Certificate, Encoding.UTF8.GetString(Convert.FromBase64String(secret.Str("data", "ca.crt")!)));
        var review = await test.Api.CreateAsync(new(new("authentication.k8s.io", "v1", "tokenreviews")), WorkloadTest.Parse($$"""
            { "apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "spec": { "token": "{{Encoding.UTF8.GetString(Convert.FromBase64String(secret.Str("data", "token")!))}}" } }
            """), new(), default);
        Assert.Equal("system:serviceaccount:default:robot", review.Str("status", "user", "username"));
        await test.Api.DeleteAsync(new(ClusterResources.ServiceAccounts, "default", "robot"), new(), default);
        await test.UntilAllAsync(ClusterResources.Secrets, secrets => secrets.All(s => s.Name() != "robot-token"));
    }
}
