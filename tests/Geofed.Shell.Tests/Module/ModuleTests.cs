using Geofed.Running;

namespace Geofed.Shell.Tests.Module;

/// <summary>The module as it ships, in a fresh process.</summary>
public class ModuleTests
{
    private const string Contexts = """
        foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
            foreach ($assembly in $context.Assemblies) { $name = $assembly.GetName(); if ($name.Name -match '^Geofed\.|^YamlDotNet$') { "$($context.Name) $($name.Name) $($name.Version.Major)" } }
        }
        """;

    [Fact]
    public async Task Importing_it_does_nothing_but_load()
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.ScriptAsync($"(Get-Module Geofed).ExportedCmdlets.Count -gt 10\n{Contexts}");
        Assert.Equal("True", ended.Lines[0]);
        Assert.Contains("Geofed Geofed.Cmdlets 0", ended.Lines);
        Assert.Contains("Default Geofed.Loader 0", ended.Lines);
        Assert.DoesNotContain(ended.Lines, line => line.StartsWith("Default", StringComparison.Ordinal) && !line.Contains("Loader", StringComparison.Ordinal));
        Assert.DoesNotContain(ended.Lines, line => line.Contains("YamlDotNet", StringComparison.Ordinal)); // Not needed yet.
        Assert.False(Directory.Exists(geofed.Home), "A home was made.");
    }

    [Fact]
    public async Task It_is_imported_again_with_Force_and_after_its_removal()
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.CommandAsync($"Import-Module '{GeofedProcess.Module}' -Force; (Get-GeofedServer).Status; Remove-Module Geofed; Import-Module '{GeofedProcess.Module}'; (Get-GeofedServer).Status");
        Assert.Equal(["Stopped", "Stopped"], ended.Lines);
    }

    [Fact]
    public async Task Asking_for_the_server_starts_none()
    {
        await using var geofed = new GeofedProcess();
        Assert.Equal(["Stopped"], (await geofed.CommandAsync("(Get-GeofedServer).Status; Stop-GeofedServer")).Lines);
        Assert.False(Directory.Exists(geofed.Home), "A home was made.");
    }

    [Fact]
    public async Task It_can_be_removed_and_imported_again()
    {
        await using var geofed = new GeofedProcess();
        var ended = await geofed.ScriptAsync($"""
            Remove-Module Geofed
            "gone: $($null -eq (Get-Command Get-GeoRegion -ErrorAction Ignore))"
            Import-Module '{GeofedProcess.Module}'
            (Get-GeoRegion us-west1).Name
            "contexts: $(@([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq Geofed).Count)"
            """);
        Assert.True(ended.Lines is ["gone: True", "us-west1", "contexts: 1"], ended.ToString());
    }

    /// <summary>As when another module, loaded before, brought its own: each keeps its version, and manifests are read.</summary>
    [Fact]
    public async Task A_session_that_has_an_older_YamlDotNet_keeps_it_and_does_not_harm()
    {
        await using var geofed = new GeofedProcess();
        geofed.Environment["GEOFED_MODULE"] = geofed.Write("Empty.psm1", "");
        geofed.Write("serve.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: serve }
            spec:
              selector: { matchLabels: { app: serve } }
              template:
                metadata: { labels: { app: serve } }
                spec: { containers: [{ name: serve, image: "example/serve:1.4" }] }
            """);
        var ended = await geofed.ScriptAsync($"""
            $ErrorActionPreference = 'Stop'
            $older = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath('{Path.Combine(AppContext.BaseDirectory, "older", "YamlDotNet.dll")}')
            if (Get-Command New-Federation -ErrorAction Ignore) {'{'} throw 'The module is here too early.' {'}'}
            Import-Module '{GeofedProcess.Module}'
            New-Federation prod -WarningAction Ignore | Out-Null
            (Publish-FederatedDeployment -Path ./serve.yaml -WarningAction Ignore).Images
            $older.GetType('YamlDotNet.Serialization.Deserializer').GetConstructor(@()).Invoke(@()).GetType().Assembly.GetName().Version.Major
            {Contexts}
            """);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(["example/serve:1.4", "13"], ended.Lines[..2]);
        Assert.Contains("Default YamlDotNet 13", ended.Lines);
        Assert.Contains("Geofed YamlDotNet 18", ended.Lines);
    }
}
