using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;

namespace Geofed.Cmdlets.Tests;

/// <summary>KubeFed's objects become Karmada's; what has no equal is a warning.</summary>
public class KubeFedTests : ShellTest
{
    private const string Federated = """
        apiVersion: types.kubefed.io/v1beta1
        kind: FederatedNamespace
        metadata: {name: shop, namespace: shop}
        spec: {placement: {clusterSelector: {}}}
        ---
        apiVersion: types.kubefed.io/v1beta1
        kind: FederatedConfigMap
        metadata: {name: settings, namespace: shop}
        spec:
          template: {data: {level: info}}
          placement: {clusters: [{name: us}]}
          overrides: [{clusterName: us, clusterOverrides: [{path: /data/level, value: debug}]}]
        ---
        apiVersion: core.kubefed.io/v1beta1
        kind: KubeFedCluster
        metadata: {name: us, namespace: kube-federation-system}
        """;

    [Fact]
    public void A_file_is_converted_with_a_warning_for_what_has_no_equal()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Federated);
        var result = Shell.Run($"ConvertFrom-KubeFedResource '{file}'");
        Assert.Empty(result.Errors);
        Assert.Equal(["Namespace", "ConfigMap", "OverridePolicy", "PropagationPolicy"],
            result.Output.Select(o => Manifest.Read((string)o.BaseObject, "the output").Single()["kind"]!.GetValue<string>()));
        Assert.Contains(result.Warnings, w => w.StartsWith("KubeFedCluster kube-federation-system/us: ", StringComparison.Ordinal) && w.Contains("Join-Federation", StringComparison.Ordinal));
        File.Delete(file);
    }

    [Fact]
    public async Task What_is_converted_can_be_published_as_it_is()
    {
        Shell.Run("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        var published = Shell.Get<FederatedResource>($"@'\n{Federated}\n'@ | ConvertFrom-KubeFedResource -WarningAction SilentlyContinue | Publish-FederatedResource -NoPolicy");
        Assert.Equal(["Namespace/shop", "OverridePolicy/settings-configmap", "ConfigMap/settings", "PropagationPolicy/settings-configmap"], published.Select(r => r.ToString()));
    }

    [Theory]
    [InlineData("ConvertFrom-KubeFedResource missing.yaml", "PathNotFound", "missing.yaml")]
    [InlineData("'a: b: c' | ConvertFrom-KubeFedResource", "InvalidManifest", "not YAML")]
    public void Bad_input_is_one_clear_error(string command, string id, string message) => AssertError(Shell.Error(command), id, message);
}
