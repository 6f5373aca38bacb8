using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Cmdlets.Tests;

/// <summary>From one control plane to another, and what that means there is what it meant here.</summary>
public class MovingTests : ShellTest
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("geofed-export-").FullName, "prod.yaml");

    [Fact]
    public async Task What_is_exported_means_the_same_where_it_is_imported()
    {
        Home.Lives = true;
        Shell.Get<FederationInfo>("New-Federation prod");
        Shell.Get<FederationMember>("'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 1 | Join-Federation");
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x -Cpu 1 -Replicas 4 -MaxReplicas 9 -Weight @{ 'us-west1' = 3; 'europe-west1' = 1 } | Wait-FederatedDeployment -TimeoutSec 60");
        Shell.Get<FederatedOverride>("New-FederatedOverride canary -Kind Deployment -Cluster us-west1 -ImageTag 2");
        Assert.Single(Shell.Get<FileInfo>($"Export-Federation prod -Path '{_file}' -PassThru"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file));
        Assert.Equal(["Deployment", "OverridePolicy", "PropagationPolicy", "FederatedHPA"], Manifest.Read(File.ReadAllText(_file), _file).Select(m => m.Str("kind")));

        Shell.Get<FederationInfo>("New-Federation next");
        Assert.Empty(Shell.Run($"Import-Federation next -Path '{_file}' -WhatIf").Output);
        Shell.Get<FederatedResource>($"Import-Federation next -Path '{_file}'");
        var (before, after) = (await Policy("prod"), await Policy("next"));
        Assert.True(JsonNavigation.Same(before.At("spec", "placement"), after.At("spec", "placement")));
        Assert.DoesNotContain("propagationpolicy.karmada.io", File.ReadAllText(_file), StringComparison.Ordinal);
        Shell.Get<FederatedResource>($"Import-Federation next -Path '{_file}'");
        Assert.Equal(after.ResourceVersion(), (await Policy("next")).ResourceVersion());
        var there = Shell.Get<FederatedDeployment>("Get-FederatedDeployment -Federation next").Single();
        Assert.Equal(("serve", 9), (there.Name, there.Autoscaling!.MaxReplicas));
    }

    private Task<System.Text.Json.Nodes.JsonObject> Policy(string federation) => Home.Federation(federation).GetAsync(new(KarmadaApi.PropagationPolicies, "default", "serve"), default);

    [Fact]
    public void Bad_input_is_one_clear_error()
    {
        Shell.Get<FederationInfo>("New-Federation prod");
        AssertError(Shell.Error("Import-Federation prod -Path nowhere.yaml"), "PathNotFound", "nowhere.yaml");
        AssertError(Shell.Error($"Export-Federation prodd -Path '{_file}'"), "FederationNotFound", "Did you mean 'prod'?");
        Assert.Empty(Shell.Run($"Export-Federation -Path '{_file}' -WhatIf").Output);
        Assert.False(File.Exists(_file));
    }
}
