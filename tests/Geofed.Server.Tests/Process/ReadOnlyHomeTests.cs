using System.Diagnostics;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Server.Tests.Bare;

namespace Geofed.Server.Tests;

/// <summary>A home in which nothing can be written.</summary>
public sealed class ReadOnlyHomeTests
{
    private static readonly ResourceCollection Namespaces = new(new("", "v1", "namespaces"));

    [ReadOnlyFolderFact]
    public async Task Its_clusters_are_served_for_reading_at_the_address_that_its_kubeconfigs_have()
    {
        await using var home = new HomeProcess();
        var before = await home.StartAsync();
        await home.CreateClusterAsync("a");
        await home.Local.StopAsync(TimeSpan.FromSeconds(60), default);

        using var process = Serve(home);
        try
        {
            Assert.Equal(before.Address, new Uri((await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)))!));
            Assert.Contains("served for reading", await process.StandardError.ReadLineAsync(), StringComparison.Ordinal);
            var cluster = home.Cluster("a");
            Assert.Contains("kube-public", (await cluster.ListAsync(Namespaces, ListOptions.All, default)).Items.Select(o => o.Name()));
            var refusal = await Assert.ThrowsAsync<KubeApiException>(() => cluster.CreateAsync(Namespaces, new() { ["metadata"] = new JsonObject { ["name"] = "late" } }, new(), default));
            Assert.Contains("start the server again", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [ReadOnlyFolderFact]
    public async Task A_server_in_the_background_says_that_nobody_would_find_it()
    {
        await using var home = new HomeProcess();
        await home.StartAsync();
        await home.Local.StopAsync(TimeSpan.FromSeconds(60), default);
        using var process = Serve(home, "--background");
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("a server cannot say there where it listens", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static Process Serve(HomeProcess home, params string[] more)
    {
        string[] command = [.. ReadOnlyFolder.Command(home.Home.Folder), "dotnet", Path.Combine(AppContext.BaseDirectory, "geofed-server.dll"), "serve", "--home", home.Home.Folder, .. more];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
