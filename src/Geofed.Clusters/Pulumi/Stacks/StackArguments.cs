using System.Globalization;

namespace Geofed.Clusters.Pulumi;

/// <summary>The CLI's arguments for each operation, as the Automation API gives them. None is ever a secret.</summary>
internal static class StackArguments
{
    public static IReadOnlyList<string> Init(string stack, string? secretsProvider) =>
        Quiet(["stack", "init", stack, "--no-select", .. secretsProvider is null ? [] : new[] { "--secrets-provider", secretsProvider }]);

    // Without --skip-preview a digest of the preview would come first on the same standard output.
    public static IReadOnlyList<string> Up(string stack, UpOptions o) =>
        Quiet(["up", "--yes", "--skip-preview", "--json", "--stack", stack, .. Steps(o)]);

    public static IReadOnlyList<string> Preview(string stack, UpOptions o) =>
        Quiet(["preview", "--json", "--stack", stack, .. Steps(o with { ContinueOnError = false })]);

    public static IReadOnlyList<string> Destroy(string stack, DestroyOptions o, bool previewOnly = false) => Quiet(
    [
        "destroy", "--yes", previewOnly ? "--preview-only" : "--skip-preview", "--json", "--stack", stack,
        .. Flag("--remove", o.Remove && !previewOnly), .. Flag("--refresh", o.Refresh), .. Flag("--continue-on-error", o.ContinueOnError), .. Common(o.Message, o.Parallel),
    ]);

    public static IReadOnlyList<string> Refresh(string stack, RefreshOptions o, bool previewOnly = false) => Quiet(
    [
        "refresh", "--yes", previewOnly ? "--preview-only" : "--skip-preview", "--json", "--stack", stack,
        .. Flag("--clear-pending-creates", o.ClearPendingCreates && !previewOnly),
        .. previewOnly ? [] : o.ImportPendingCreates.OrderBy(p => p.Key.Text, StringComparer.Ordinal)
            .SelectMany(p => new[] { "--import-pending-creates", p.Key.Text, "--import-pending-creates", p.Value }),
        .. Common(o.Message, o.Parallel),
    ]);

    public static IReadOnlyList<string> Outputs(string stack, bool showSecrets) =>
        Quiet(["stack", "output", "--json", .. Flag("--show-secrets", showSecrets), "--stack", stack]);

    // Without --show-secrets they stay encrypted, in the state as in the history.
    public static IReadOnlyList<string> Export(string stack) => Quiet(["stack", "export", "--stack", stack]);

    public static IReadOnlyList<string> History(string stack, int count) =>
        Quiet(["stack", "history", "--json", "--page-size", count.ToString(CultureInfo.InvariantCulture), "--page", "1", "--stack", stack]);

    public static IReadOnlyList<string> Cancel(string stack) => Quiet(["cancel", "--stack", stack, "--yes"]);

    public static IReadOnlyList<string> Remove(string stack, bool force) => Quiet(["stack", "rm", "--yes", .. Flag("--force", force), stack]);

    public static IReadOnlyList<string> List() => Quiet(["stack", "ls", "--json", "--all"]);

    public static IReadOnlyList<string> InstallPlugin(string name, string version) => Quiet(["plugin", "install", "resource", name, version, "--exact"]);

    public static IReadOnlyList<string> ListPlugins() => Quiet(["plugin", "ls", "--json"]);

    // The value comes on standard input.
    public static IReadOnlyList<string> SetSecret(string stack, string key) => Quiet(["config", "set", key, "--secret", "--stack", stack]);

    private static IEnumerable<string> Steps(UpOptions o) =>
    [
        .. Flag("--refresh", o.Refresh), .. Flag("--continue-on-error", o.ContinueOnError),
        .. o.Targets.SelectMany(t => new[] { "--target", t.Text }), .. o.Replace.SelectMany(r => new[] { "--replace", r.Text }), .. Common(o.Message, o.Parallel),
    ];

    private static IEnumerable<string> Common(string? message, int? parallel) =>
    [
        .. message is { Length: > 0 } ? new[] { "--message", message } : [],
        .. parallel is { } n ? new[] { "--parallel", n.ToString(CultureInfo.InvariantCulture) } : [],
    ];

    private static IEnumerable<string> Flag(string name, bool set) => set ? [name] : [];

    private static IReadOnlyList<string> Quiet(IEnumerable<string> arguments) => [.. arguments, "--non-interactive", "--color", "never"];
}
