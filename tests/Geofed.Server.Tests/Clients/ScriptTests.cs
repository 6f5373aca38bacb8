using Geofed.Server.Tests.Bare;

namespace Geofed.Server.Tests.Clients;

/// <summary>Programs beside this file that use the client of another language; each ends with "ok", or with what was not as it should be.</summary>
public class ScriptTests
{
    public static TheoryData<string> Pythons => [.. Tool.Named(Tool.Python)];

    public static TheoryData<string> Nodes => [.. Tool.Named(Tool.Node)];

    [ToolTheory(Tool.Python)]
    [MemberData(nameof(Pythons))]
    public Task Pythons_client_reads_writes_patches_applies_and_watches(string python) => PassesAsync(python, "client.py", []);

    [ToolTheory(Tool.Node)]
    [MemberData(nameof(Nodes))]
    public Task Nodes_client_reads_writes_patches_applies_and_watches(string folder) => PassesAsync("node", "client.mjs", new() { [Tool.Node] = folder, ["NODE_TLS_REJECT_UNAUTHORIZED"] = "0" });

    private static async Task PassesAsync(string program, string script, Dictionary<string, string> environment)
    {
        await using var bare = await BareProcess.StartedAsync();
        environment["KUBECONFIG"] = bare.Kubeconfig;
        var (code, output, error) = await Tool.RunAsync(program, [Path.Combine(AppContext.BaseDirectory, "Clients", script)], environment);
        Assert.True(code == 0 && output.EndsWith("ok", StringComparison.Ordinal), $"{output}\n{error}");
    }
}
