using System.Diagnostics;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.PulumiDouble.Tests;

/// <summary>A project folder with a file backend of its own, and the double to run in it.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    public const string Stack = "organization/geofed-member/euw4-a";
    public const string Passphrase = "correct horse";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-double-");
    private readonly string _pulumi;

    public Workspace(string? program = null)
    {
        foreach (var folder in new[] { "project", "state", "home" })
            _folder.CreateSubdirectory(folder);
        _pulumi = InstalledDouble.In(Path.Combine(_folder.FullName, "bin"));
        Environment = new()
        {
            ["PULUMI_BACKEND_URL"] = "file://" + State,
            ["PULUMI_HOME"] = Path.Combine(_folder.FullName, "home"),
            ["PULUMI_CONFIG_PASSPHRASE"] = Passphrase,
            ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            ["PULUMI_DOUBLE_LOG"] = Path.Combine(_folder.FullName, "calls.jsonl"),
            ["PULUMI_DOUBLE_FAULTS"] = Path.Combine(_folder.FullName, "faults.json"),
        };
        Write("Pulumi.yaml", "name: geofed-member\nruntime: yaml\n");
        Write("Main.json", program ?? Small.Program());
    }

    public string Folder => Path.Combine(_folder.FullName, "project");

    public string State => Path.Combine(_folder.FullName, "state");

    public string Cloud => Path.Combine(_folder.FullName, "cloud");

    public string Plugin => Path.Combine(_folder.FullName, "bin", "gke-gcloud-auth-plugin");

    public Dictionary<string, string?> Environment { get; }

    public string StackFile => Path.Combine(State, ".pulumi", "stacks", "geofed-member", "euw4-a.json");

    public string LockFolder => Path.Combine(State, ".pulumi", "locks", "organization", "geofed-member", "euw4-a");

    public JsonNode Checkpoint => JsonNode.Parse(File.ReadAllText(StackFile)).At("checkpoint", "latest")!;

    public IReadOnlyList<JsonObject> Calls => [.. File.ReadLines(Environment["PULUMI_DOUBLE_LOG"]!).Select(line => (JsonObject)JsonNode.Parse(line)!)];

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public void Fault(string kind, string? resource = null, string? operation = null) => File.WriteAllText(Environment["PULUMI_DOUBLE_FAULTS"]!,
        new JsonObject { ["faults"] = new JsonArray(new JsonObject { ["kind"] = kind, ["resource"] = resource, ["operation"] = operation }) }.ToText());

    public void NoFault() => File.Delete(Environment["PULUMI_DOUBLE_FAULTS"]!);

    public Process Start(params string[] arguments) => Start(_pulumi, arguments);

    public Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Who runs the tests may want no colours.
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public Task<Run> RunAsync(params string[] arguments) => Run.OfAsync(Start(arguments), null);

    public Task<Run> RunWithInputAsync(string input, params string[] arguments) => Run.OfAsync(Start(arguments), input);

    public async Task<Run> InitAsync() => (await RunAsync("stack", "init", Stack, "--no-select", "--non-interactive")).Succeeded();

    public Task<Run> UpAsync(params string[] more) => RunAsync(["up", "--yes", "--skip-preview", "--json", "--color", "never", "--non-interactive", "--stack", Stack, .. more]);

    public Task<Run> DestroyAsync(params string[] more) => RunAsync(["destroy", "--yes", "--skip-preview", "--json", "--color", "never", "--non-interactive", "--stack", Stack, .. more]);

    public async ValueTask DisposeAsync()
    {
        await new LocalServer(new(Cloud), TimeProvider.System).StopAsync(TimeSpan.FromSeconds(60), default);
        _folder.Delete(recursive: true);
    }
}
