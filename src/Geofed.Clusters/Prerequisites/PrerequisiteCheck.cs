using Geofed.Client;
using Geofed.Clusters.Programs;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Prerequisites;

/// <summary>Looks for one prerequisite. Nothing is started that stays, nothing is made, and no secret is told.</summary>
public sealed class PrerequisiteCheck
{
    private readonly string _howToGet;
    private readonly Func<PrerequisiteSite, CancellationToken, Task<Finding>> _look;

    private PrerequisiteCheck(string name, string neededFor, string howToGet, Func<PrerequisiteSite, CancellationToken, Task<Finding>> look) =>
        (Name, NeededFor, _howToGet, _look) = (name, neededFor, howToGet, look);

    /// <summary>All there are, the most needed first.</summary>
    public static IReadOnlyList<PrerequisiteCheck> All { get; } =
    [
        new("home", "everything", "Let GEOFED_HOME name a folder that you may write to.", (site, _) => Task.FromResult(HomeCheck.Look(site.Home))),
        new("aspnetcore", "federations and simulated clusters of this machine", "Install the ASP.NET Core runtime: https://dotnet.microsoft.com/download", (_, _) => Task.FromResult(ServerCheck.Look())),
        new("pulumi", "real clusters, Karmada on a host cluster", "Install it: https://www.pulumi.com/docs/install/", PulumiChecks.CliAsync),
        new("pulumi-gcp", "real clusters", Install("gcp", PluginVersions.Gcp), (site, ct) => PulumiChecks.PluginAsync(site, "gcp", PluginVersions.Gcp, ct)),
        new("pulumi-kubernetes", "Karmada on a host cluster", Install("kubernetes", PluginVersions.Kubernetes), (site, ct) => PulumiChecks.PluginAsync(site, "kubernetes", PluginVersions.Kubernetes, ct)),
        new("pulumi-backend", "the states of real clusters", "Let PULUMI_BACKEND_URL name a backend that is there, or unset it to keep the states in Geofed's home.", (site, _) => Task.FromResult(PulumiChecks.Backend(site))),
        new("pulumi-passphrase", "secrets in the states of real clusters", "Set PULUMI_CONFIG_PASSPHRASE, or let PULUMI_CONFIG_PASSPHRASE_FILE name a file that holds it.", (site, _) => Task.FromResult(PulumiChecks.Passphrase(site))),
        new("own-session", "stopping Pulumi with Ctrl+C in good order", "Install util-linux (setsid), or perl.", (_, _) => Task.FromResult(PulumiChecks.Session())),
        new("google-credentials", "real clusters", "Run: gcloud auth application-default login", GoogleCheck.LookAsync),
        new("gke-gcloud-auth-plugin", "kubectl on real clusters, Karmada on a GKE cluster", "Run: gcloud components install gke-gcloud-auth-plugin", Program("gke-gcloud-auth-plugin", "--version")),
        new("gcloud", "getting Google credentials", "Install it: https://cloud.google.com/sdk/docs/install", Program("gcloud", "--version")),
        new("kubectl", "looking at clusters and federations with kubectl", "Install it: https://kubernetes.io/docs/tasks/tools/", Program("kubectl", "version", "--client")),
    ];

    public string Name { get; }

    public string NeededFor { get; }

    /// <summary>How it is. Whatever is wrong with it is an answer, too: this throws only when it is cancelled.</summary>
    public async Task<Prerequisite> LookAsync(PrerequisiteSite site, CancellationToken ct)
    {
        var finding = await _look(site, ct).ConfigureAwait(false);
        return new(Name, NeededFor)
        {
            Status = finding.Status,
            Version = finding.Version,
            Path = finding.Path,
            Message = finding.Message,
            HowToGet = finding.Status == PrerequisiteStatus.Found ? null : finding.HowToMend ?? _howToGet,
        };
    }

    public override string ToString() => Name;

    private static string Install(string plugin, string version) => $"Pulumi fetches it when it is first needed, or now with: pulumi plugin install resource {plugin} {version}";

    private static Func<PrerequisiteSite, CancellationToken, Task<Finding>> Program(string name, params string[] arguments) => (site, ct) => ProgramCheck.LookAsync(name, arguments, site.Time, ct);
}

/// <summary>Where prerequisites are looked for.</summary>
/// <param name="Caller">The environment (<see cref="CallerEnvironment.Read"/>).</param>
public sealed record PrerequisiteSite(HomeFolder Home, IReadOnlyDictionary<string, string> Caller, TimeProvider Time);

/// <summary>What a check found.</summary>
/// <param name="HowToMend">What to do when that is something else than getting it.</param>
internal sealed record Finding(PrerequisiteStatus Status, string? Version = null, string? Path = null, string? Message = null, string? HowToMend = null);
