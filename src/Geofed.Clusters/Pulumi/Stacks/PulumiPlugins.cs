using Geofed.Model;

namespace Geofed.Clusters.Pulumi;

/// <summary>
/// Provider plugins. They are installed one after the other and before several stacks run at once: parallel installations into one
/// PULUMI_HOME spoil each other (pulumi#22784).
/// </summary>
public static class PulumiPlugins
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Versions of a provider that are installed, without a v; changes nothing.</summary>
    /// <exception cref="PulumiException">The CLI does not tell.</exception>
    public static async Task<IReadOnlyList<string>> InstalledAsync(PulumiCli cli, string name, CancellationToken ct)
    {
        var list = await cli.ReadAsync(new("list of plugins", StackArguments.ListPlugins(), Path.GetDirectoryName(cli.Program)!, new Dictionary<string, string>()), null, ct).ConfigureAwait(false);
        return [.. PulumiJson.Objects(list).Where(p => p.Str("kind") == "resource" && p.Str("name") == name).Select(p => p.Str("version") ?? "").Where(v => v.Length > 0).Select(v => v.TrimStart('v'))];
    }

    /// <summary>Makes sure that exactly this version of a provider is installed; quick when it is.</summary>
    /// <param name="name">Such as gcp.</param>
    /// <param name="version">Such as 9.37.0, without a v.</param>
    /// <exception cref="PulumiException">It cannot be downloaded.</exception>
    public static async Task InstallAsync(PulumiCli cli, PulumiBackend backend, string name, string version, CancellationToken ct)
    {
        await OneAtATime.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var environment = backend.Prepare();
            await cli.ReadAsync(new($"installation of the provider plugin {name} {version}", StackArguments.InstallPlugin(name, version), backend.Folder, environment), null, ct).ConfigureAwait(false);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
