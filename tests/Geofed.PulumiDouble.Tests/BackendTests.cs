using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble.Tests;

/// <summary>Where state, secrets and history are, and what is said when they are missed.</summary>
public class BackendTests : IAsyncLifetime
{
    private readonly Workspace _workspace = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task The_layout_is_the_file_backends()
    {
        await _workspace.InitAsync();
        (await _workspace.UpAsync()).Succeeded();
        var files = Directory.GetFiles(Path.Combine(_workspace.State, ".pulumi"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_workspace.State, f)).ToList();
        Assert.Equal("version: 1\n", await File.ReadAllTextAsync(Path.Combine(_workspace.State, ".pulumi", "meta.yaml")));
        Assert.Contains(".pulumi/stacks/geofed-member/euw4-a.json", files);
        Assert.Single(files, f => f.StartsWith(".pulumi/history/geofed-member/euw4-a/euw4-a-", StringComparison.Ordinal) && f.EndsWith(".history.json", StringComparison.Ordinal));
        Assert.Contains(files, f => f.StartsWith(".pulumi/backups/geofed-member/euw4-a/", StringComparison.Ordinal));
        Assert.DoesNotContain(files, f => f.Contains("/locks/", StringComparison.Ordinal));
        Assert.Contains("encryptionsalt: v1:", await File.ReadAllTextAsync(Path.Combine(_workspace.Folder, "Pulumi.euw4-a.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_logged_in_is_told_so()
    {
        _workspace.Environment["PULUMI_BACKEND_URL"] = null;
        (await _workspace.RunAsync("whoami", "--json")).Failed(3, "this command requires logging in; try running `pulumi login` first");
        (await _workspace.RunAsync("whoami", "--json", "--non-interactive")).Failed(3, "PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions");
        (await _workspace.RunAsync("login", "file://" + _workspace.State)).Succeeded();
        Assert.Equal("file://" + _workspace.State, (await _workspace.RunAsync("whoami", "--json")).Succeeded().Json.Str("url"));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_no_backend()
    {
        _workspace.Environment["PULUMI_BACKEND_URL"] = "file:///nowhere/at/all";
        (await _workspace.RunAsync("stack", "ls", "--json")).Failed(1, "unable to open bucket");
    }

    [Fact]
    public async Task Stacks_are_named_once()
    {
        (await _workspace.UpAsync()).Failed(6, "no stack named 'organization/geofed-member/euw4-a' found");
        await _workspace.InitAsync();
        (await _workspace.RunAsync("stack", "new", Workspace.Stack)).Failed(1, "stack 'organization/geofed-member/euw4-a' already exists");
        Assert.Equal("euw4-a", (await _workspace.RunAsync("stack", "ls", "--json")).Json[0].Str("name"));
        (await _workspace.UpAsync()).Succeeded();
        (await _workspace.RunAsync("stack", "rm", "--yes", Workspace.Stack)).Failed(1, "'euw4-a' still has resources; removal rejected");
        (await _workspace.DestroyAsync()).Succeeded();
        (await _workspace.RunAsync("stack", "rm", "--yes", Workspace.Stack)).Succeeded();
        Assert.False(File.Exists(Path.Combine(_workspace.Folder, "Pulumi.euw4-a.yaml")));
    }

    [Fact]
    public async Task Passphrases_are_missed_and_checked_and_an_empty_one_is_one()
    {
        _workspace.Environment["PULUMI_CONFIG_PASSPHRASE"] = "";
        await _workspace.InitAsync();
        (await _workspace.UpAsync()).Succeeded();
        _workspace.Environment["PULUMI_CONFIG_PASSPHRASE"] = "another";
        (await _workspace.UpAsync()).Failed(1, "incorrect passphrase");
        _workspace.Environment["PULUMI_CONFIG_PASSPHRASE"] = null;
        (await _workspace.UpAsync()).Failed(1, "passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables");
    }

    [Fact]
    public async Task Secrets_are_encrypted_at_rest_masked_in_outputs_and_shown_on_demand()
    {
        await _workspace.InitAsync();
        (await _workspace.RunWithInputAsync("s3cret\n", "config", "set", "token", "--secret", "--stack", Workspace.Stack)).Succeeded();
        (await _workspace.UpAsync()).Succeeded();
        var link = "https://www.googleapis.com/compute/v1/projects/acme-ml-prod/global/networks/euw4-a-net";
        Assert.DoesNotContain("s3cret", await File.ReadAllTextAsync(Path.Combine(_workspace.Folder, "Pulumi.euw4-a.yaml")), StringComparison.Ordinal);
        Assert.StartsWith("v1:", _workspace.Checkpoint["resources"]![0].Str("outputs", "clusterCaCertificate", "ciphertext"), StringComparison.Ordinal);
        Assert.Equal("[secret]", (await _workspace.RunAsync("stack", "output", "--json", "--stack", Workspace.Stack)).Json.Str("clusterCaCertificate"));
        Assert.Equal(link, (await _workspace.RunAsync("stack", "output", "--json", "--show-secrets", "--stack", Workspace.Stack)).Json.Str("clusterCaCertificate"));
        Assert.Equal("s3cret", (await _workspace.RunAsync("config", "get", "token", "--json", "--stack", Workspace.Stack)).Json.Str("value"));
        var listed = (await _workspace.RunAsync("config", "--json", "--stack", Workspace.Stack)).Json.Obj("geofed-member:token")!;
        Assert.Equal((false, true), (listed.ContainsKey("value"), listed.Bool("secret")));
    }

    [Fact]
    public async Task History_tells_what_was_done_newest_first()
    {
        await _workspace.InitAsync();
        (await _workspace.UpAsync("--message", "first", "--exec-kind", "auto.local")).Succeeded();
        (await _workspace.DestroyAsync()).Succeeded();
        var history = (await _workspace.RunAsync("stack", "history", "--json", "--stack", Workspace.Stack)).Succeeded().Json.AsArray();
        Assert.Equal(["destroy succeeded", "update succeeded"], history.Select(h => $"{h.Str("kind")} {h.Str("result")}"));
        Assert.Equal(("first", "auto.local", 2L), (history[1].Str("message"), history[1].Str("environment", "exec.kind"), history[0].Int("version")));
    }

    [Fact]
    public async Task A_state_of_a_newer_CLI_is_left_alone()
    {
        await _workspace.InitAsync();
        var state = JsonNode.Parse(await File.ReadAllTextAsync(_workspace.StackFile))!;
        state["version"] = 4;
        await File.WriteAllTextAsync(_workspace.StackFile, state.ToText());
        (await _workspace.UpAsync()).Failed(1, "the stack 'euw4-a' is newer than what this version of the Pulumi CLI understands");
    }

    [Fact]
    public async Task An_export_can_be_imported_again()
    {
        await _workspace.InitAsync();
        (await _workspace.UpAsync()).Succeeded();
        var file = Path.Combine(_workspace.Folder, "export.json");
        (await _workspace.RunAsync("stack", "export", "--show-secrets", "--file", file, "--stack", Workspace.Stack)).Succeeded();
        (await _workspace.RunAsync("stack", "import", "--file", file, "--stack", Workspace.Stack)).Succeeded();
        Assert.DoesNotContain("plaintext", await File.ReadAllTextAsync(_workspace.StackFile), StringComparison.Ordinal);
        Assert.Equal(4, (await _workspace.UpAsync()).Succeeded().Bodies("summaryEvent").Single().Int("resourceChanges", "same"));
    }
}
