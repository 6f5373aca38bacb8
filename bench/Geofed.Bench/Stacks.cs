using System.Diagnostics;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters.Gke;
using Geofed.Clusters.Pulumi;
using Geofed.Clusters.Stacks;

namespace Geofed.Bench;

/// <summary>What Geofed adds to an operation of the CLI, against the operation alone (a double of the CLI that answers at once, as both); and the list of 200 stacks, without the CLI.</summary>
internal static class Stacks
{
    private const int Clusters = 200;
    private const int Times = 9;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        await using var home = new TemporaryHome();
        var root = new HomeFolder(home.Folder);
        var listed = List(root);
        var (driven, alone) = await DriveAsync(root, ct).ConfigureAwait(false);
        return
        [
            new($"stacks: list of {Clusters}", listed.Milliseconds, "ms", "reading their files", listed.Files) { Aim = "under 1000 ms" },
            new("stacks: export through the driver", driven, "ms", "the same call of the CLI alone", alone) { Aim = "at most 150 ms more" },
        ];
    }

    private static (double Milliseconds, double Files) List(HomeFolder home)
    {
        var folder = Path.Combine(home.Folder, "pulumi", GkeClusterProgram.ProjectName);
        for (var i = 0; i < Clusters; i++)
        {
            var spec = new GkeClusterSpec($"train-{i:000}", $"acme-ml-{i / 60}", "europe-west4") { AddressSlot = i % 60, NodePools = [new(new("cpu", "e2-standard-8", 3)), new(new("l4", "g2-standard-12", 2, "nvidia-l4", 1))] };
            PrivateFile.Write(Path.Combine(folder, spec.Name, "spec.json"), spec.ToJson().ToJsonString());
            var record = new StackRecord(StackPhase.Running, TimeProvider.System.GetUtcNow()) { CreatedAt = TimeProvider.System.GetUtcNow(), Outputs = new Dictionary<string, string> { ["endpoint"] = "203.0.113.7", ["masterVersion"] = "1.33.4" } };
            PrivateFile.Write(Path.Combine(folder, spec.Name, "record.json"), record.ToJson().ToJsonString());
        }
        var clusters = new GkeClusters(home, TimeProvider.System);
        return (Median(() => clusters.List().Count), Median(() => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Sum(f => File.ReadAllText(f).Length)));
    }

    private static async Task<(double Driven, double Alone)> DriveAsync(HomeFolder home, CancellationToken ct)
    {
        var program = Built.File("Geofed.PulumiDouble", OperatingSystem.IsWindows() ? "pulumi.exe" : "pulumi");
        var caller = new Dictionary<string, string>(CallerEnvironment.Read()) { ["GEOFED_PULUMI"] = program, ["PULUMI_HOME"] = Path.Combine(home.Folder, "pulumi-home") };
        var backend = new PulumiBackend(home, caller);
        var cli = await PulumiCli.FindAsync(caller, TimeProvider.System, ct).ConfigureAwait(false);
        var workspace = new StackWorkspace(backend, backend.Name("geofed-member", "bench"));
        workspace.Write(new Dictionary<string, string> { ["Pulumi.yaml"] = "name: geofed-member\nruntime: yaml\n", ["Main.json"] = new JsonObject { ["resources"] = new JsonObject() }.ToJsonString() });
        var stack = new PulumiStack(cli, backend, workspace, TimeProvider.System);
        await stack.InitAsync(ct).ConfigureAwait(false);
        var (driven, alone) = (new List<double>(), new List<double>());
        for (var i = 0; i < Times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await stack.ExportAsync(ct).ConfigureAwait(false);
            driven.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            alone.Add(await AloneAsync(program, home, backend, workspace, ct).ConfigureAwait(false));
        }
        return (Measurement.Median(driven), Measurement.Median(alone));
    }

    private static async Task<double> AloneAsync(string program, HomeFolder home, PulumiBackend backend, StackWorkspace workspace, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, ["stack", "export", "--stack", workspace.Name.Reference, "--non-interactive"]) { WorkingDirectory = workspace.Folder, RedirectStandardOutput = true };
        foreach (var (name, value) in new[] { ("PULUMI_HOME", Path.Combine(home.Folder, "pulumi-home")), ("PULUMI_BACKEND_URL", backend.Url), ("PULUMI_CONFIG_PASSPHRASE_FILE", Path.Combine(backend.Folder, "passphrase")) })
            start.Environment[name] = value;
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync(ct).ConfigureAwait(false);
        await process.WaitForExitAsync(ct).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(Func<int> work)
    {
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Measurement.Median(times);
    }
}
