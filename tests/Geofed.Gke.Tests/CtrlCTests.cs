using System.Text.Json.Nodes;
using Geofed.Running;

namespace Geofed.Gke.Tests;

/// <summary>Ctrl+C while Pulumi works, on a real terminal.</summary>
public class CtrlCTests
{
    private const string Ready = "> ";
    private const string CtrlC = "\u0003";

    [TerminalFact]
    public async Task Pulumi_is_asked_once_and_ends_in_good_order()
    {
        await using var google = new PlayedGoogle();
        google.Fault("hang", "gcp:container/cluster:Cluster");
        await using var terminal = Terminal.Open(google.Geofed);
        await terminal.SeeAsync(Ready);
        await terminal.TypeAsync("New-GeoCluster us-west1 -Project acme-ml -NodeCount 3 -NoDnsEndpoint\r");
        await terminal.SeeAsync("create Cluster 'cluster'");
        await terminal.TypeAsync(CtrlC);
        await terminal.SeeAsync(Ready);
        await terminal.TypeAsync("'it is ' + (Get-GeoCluster us-west1).Status\r");
        await terminal.SeeAsync("it is Stopped");
        File.Delete(google.FaultsFile);
        await terminal.TypeAsync("'now ' + (Repair-GeoCluster us-west1 -PassThru).Status\r");
        await terminal.SeeAsync("now Running");
        await terminal.TypeAsync("exit 0\r");
        Assert.Equal(0, await terminal.EndAsync());
        var stopped = google.Calls.Select(line => JsonNode.Parse(line)!).Where(call => call["signals"]!.AsArray().Count > 0).ToList();
        Assert.Equal("up", (string?)Assert.Single(stopped)["argv"]![0]);
        Assert.Single(stopped[0]["signals"]!.AsArray());
    }
}
