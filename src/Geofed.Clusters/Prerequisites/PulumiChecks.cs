using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Prerequisites;

/// <summary>What the pulumi program needs, itself included.</summary>
internal static class PulumiChecks
{
    public static async Task<Finding> CliAsync(PrerequisiteSite site, CancellationToken ct)
    {
        string? program = null;
        try
        {
            program = CliProgram.Find(site.Caller);
            var cli = await PulumiCli.LookAsync(site.Caller, site.Time, ct).ConfigureAwait(false);
            return cli.IsOfOtherAge
                ? new(PrerequisiteStatus.TooOld, cli.Version.ToString(), cli.Program, $"Geofed needs {PulumiCli.Oldest} or newer of version {PulumiCli.Oldest.Major}.")
                : new(PrerequisiteStatus.Found, cli.Version.ToString(), cli.Program);
        }
        catch (PulumiException e) when (!ct.IsCancellationRequested)
        {
            return new(program is null ? PrerequisiteStatus.Missing : PrerequisiteStatus.Unusable, Path: program, Message: e.Reason, HowToMend: e.Advice);
        }
    }

    public static async Task<Finding> PluginAsync(PrerequisiteSite site, string name, string version, CancellationToken ct)
    {
        try
        {
            var cli = await PulumiCli.LookAsync(site.Caller, site.Time, ct).ConfigureAwait(false);
            var installed = await PulumiPlugins.InstalledAsync(cli, name, ct).ConfigureAwait(false);
            return installed.Contains(version)
                ? new(PrerequisiteStatus.Found, version)
                : new(PrerequisiteStatus.Missing, Message: installed.Count == 0 ? $"Version {version} is not installed." : $"Version {version} is not installed, only {string.Join(", ", installed)}.");
        }
        catch (PulumiException e) when (e.Kind == PulumiErrorKind.CliMissing)
        {
            return new(PrerequisiteStatus.Missing, Message: "There is no pulumi to ask.", HowToMend: e.Advice);
        }
        catch (Exception e) when (e is PulumiException or System.Text.Json.JsonException && !ct.IsCancellationRequested)
        {
            return new(PrerequisiteStatus.Unusable, Message: $"pulumi does not tell which plugins it has: {(e as PulumiException)?.Reason ?? e.Message}");
        }
    }

    public static Finding Backend(PrerequisiteSite site)
    {
        var backend = new PulumiBackend(site.Home, site.Caller);
        var folder = !backend.IsDefault && Uri.TryCreate(backend.Url, UriKind.Absolute, out var url) && url.IsFile && url.Host.Length == 0 ? url.LocalPath : null;
        return folder is null || Directory.Exists(folder)
            ? new(PrerequisiteStatus.Found, Path: backend.Url, Message: backend.IsDefault ? "The default: a folder of Geofed's home." : null)
            : new(PrerequisiteStatus.Unusable, Path: backend.Url, Message: $"There is no folder '{folder}'.");
    }

    public static Finding Passphrase(PrerequisiteSite site)
    {
        var backend = new PulumiBackend(site.Home, site.Caller);
        return (backend.LockedBy, backend.GivenPassphraseFile) switch
        {
            (null, _) => new(PrerequisiteStatus.Missing, Message: $"The backend {backend.Url} wants one."),
            (var by, { } file) when by == file && !File.Exists(file) => new(PrerequisiteStatus.Unusable, Path: file, Message: "PULUMI_CONFIG_PASSPHRASE_FILE names a file that is not there."),
            (var by, null) when backend.IsDefault && !File.Exists(by) && by.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) => new(PrerequisiteStatus.Found, Path: by, Message: "It is made when it is first needed."),
            (var by, _) => new(PrerequisiteStatus.Found, Path: by),
        };
    }

    public static Finding Session() => OperatingSystem.IsWindows() ? new(PrerequisiteStatus.Found, Message: "Windows does it itself.")
        : OwnSession.Prefix is [var program, ..] ? new(PrerequisiteStatus.Found, Path: program)
        : new(PrerequisiteStatus.Missing, Message: "Ctrl+C also reaches Pulumi directly, and a second one makes it end at once.");
}
