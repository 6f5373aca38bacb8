using Geofed.Client;
using Geofed.Clusters.Programs;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>A way to stacks: the program, a backend, and where what is known of them lies.</summary>
/// <param name="url">The backend; null for PULUMI_BACKEND_URL, or the folder of the home.</param>
internal sealed class StackSession(HomeFolder home, TimeProvider time, string? url, string? secretsProvider)
{
    private readonly IReadOnlyDictionary<string, string> _caller = CallerEnvironment.Read();
    private PulumiBackend? _backend;
    private PulumiCli? _cli;

    public PulumiBackend Backend => _backend ??= new(home, _caller, url, secretsProvider);

    /// <summary>How the backend is written down: null for that of the home.</summary>
    public string? RecordedBackend => Backend.IsDefault ? null : Backend.Url;

    public string? SecretsProvider => secretsProvider;

    /// <summary>A session for a stack that is there: its backend, whatever the environment says today.</summary>
    public static StackSession For(StackRecord? record, HomeFolder home, TimeProvider time) =>
        record is null ? new(home, time, null, null) : new StackSession(home, time, record.Backend, record.SecretsProvider).WithoutVariable(record.Backend is null);

    /// <exception cref="PulumiException">It is missing or too old.</exception>
    public async Task<PulumiCli> CliAsync(CancellationToken ct) => _cli ??= await PulumiCli.FindAsync(_caller, time, ct).ConfigureAwait(false);

    public async Task<PulumiStack> OpenAsync(string project, string stack, CancellationToken ct) =>
        new(await CliAsync(ct).ConfigureAwait(false), Backend, new StackWorkspace(Backend, Backend.Name(project, stack)), time);

    /// <summary>Writes the program, makes the stack unless it is there, and sees to the provider's plugin.</summary>
    public async Task<PulumiStack> PrepareAsync(StackProgram program, string stackName, string plugin, string version, CancellationToken ct)
    {
        var stack = await OpenAsync(program.Project, stackName, ct).ConfigureAwait(false);
        stack.Workspace.Write(program);
        await PulumiPlugins.InstallAsync(await CliAsync(ct).ConfigureAwait(false), Backend, plugin, version, ct).ConfigureAwait(false);
        await stack.InitAsync(ct).ConfigureAwait(false);
        return new(await CliAsync(ct).ConfigureAwait(false), Backend, stack.Workspace, time) { DownloadsPlugins = false };
    }

    private StackSession WithoutVariable(bool without)
    {
        if (without)
            _backend = new(home, _caller.Where(v => v.Key != "PULUMI_BACKEND_URL").ToDictionary(v => v.Key, v => v.Value), null, secretsProvider);
        return this;
    }
}

/// <summary>Writing programs into work folders.</summary>
internal static class StackPrograms
{
    public static void Write(this StackWorkspace workspace, StackProgram program) => workspace.Write(new Dictionary<string, string>
    {
        [StackProgram.ProjectFile] = program.ProjectYaml,
        [StackProgram.MainFile] = program.MainJson,
    });
}
