using Geofed.Client;

namespace Geofed.Clusters.Pulumi;

/// <summary>Where the states of stacks are kept, and what locks the secrets in them.</summary>
public sealed class PulumiBackend
{
    private const string UrlVariable = "PULUMI_BACKEND_URL";
    private const string PassphraseVariable = "PULUMI_CONFIG_PASSPHRASE";
    private const string PassphraseFileVariable = "PULUMI_CONFIG_PASSPHRASE_FILE";
    private readonly IReadOnlyDictionary<string, string> _caller;
    private readonly string? _stateFolder;

    /// <param name="home">Holds the work folders, and the states unless something else is said.</param>
    /// <param name="caller">Its PULUMI_BACKEND_URL, passphrase and default organization count (<see cref="CallerEnvironment.Read"/>).</param>
    /// <param name="url">file://…, gs://…, s3://…, azblob://… or https://…; null for PULUMI_BACKEND_URL, or a folder of the home.</param>
    /// <param name="secretsProvider">gcpkms://… or another of Pulumi's; null for the backend's own, which is a passphrase where there is no service.</param>
    public PulumiBackend(HomeFolder home, IReadOnlyDictionary<string, string> caller, string? url = null, string? secretsProvider = null)
    {
        (_caller, SecretsProvider, Folder) = (caller, secretsProvider, Path.Combine(home.Folder, "pulumi"));
        var given = url ?? (caller.TryGetValue(UrlVariable, out var set) && set.Length > 0 ? set : null);
        if (given is null)
            _stateFolder = Path.Combine(Folder, "state");
        Url = given ?? FileUrl(_stateFolder!);
    }

    /// <summary>Work folders, and the file of the generated passphrase.</summary>
    public string Folder { get; }

    public string Url { get; }

    public string? SecretsProvider { get; }

    /// <summary>True for the folder of the home, false for a backend that the user chose.</summary>
    public bool IsDefault => _stateFolder is not null;

    /// <summary>True for Pulumi Cloud and what speaks its protocol; false for files and buckets.</summary>
    public bool IsService => Url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || Url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>False when there is surely no stack yet, so that nobody need be asked.</summary>
    public bool MayHaveStacks => _stateFolder is null || Directory.Exists(Path.Combine(_stateFolder, ".pulumi"));

    /// <summary>The full name of a stack here.</summary>
    /// <exception cref="FormatException">It is no name that Pulumi takes.</exception>
    public StackName Name(string project, string stack) => new StackName(project, stack,
        !IsService ? StackName.NoOrganization : _caller.TryGetValue("PULUMI_DEFAULT_ORGANIZATION", out var organization) && organization.Length > 0 ? organization : null).Checked();

    /// <summary>Makes what must be there before the CLI runs, and tells what to add to its environment.</summary>
    internal IReadOnlyDictionary<string, string> Prepare()
    {
        PrivateFile.CreateFolder(Folder);
        var added = new Dictionary<string, string> { [UrlVariable] = Url };
        if (_stateFolder is null)
            return added;
        // The CLI refuses a folder that is not there.
        PrivateFile.CreateFolder(_stateFolder);
        if (SecretsProvider is null or "default" or "passphrase" && !HasPassphrase)
            added[PassphraseFileVariable] = PassphraseFile.Ensure(GeneratedPassphrase);
        return added;
    }

    /// <summary>What locks the secrets in the states, never a secret itself: a provider, the backend's service, a variable's name, or the path of a file, which need not exist yet. Null when a passphrase is wanted and none is given.</summary>
    public string? LockedBy => SecretsProvider is { } provider and not ("default" or "passphrase") ? provider
        : IsService && SecretsProvider != "passphrase" ? Url
        : _caller.ContainsKey(PassphraseVariable) ? PassphraseVariable
        : GivenPassphraseFile ?? (_stateFolder is null ? null : GeneratedPassphrase);

    /// <summary>The file that the caller names; null for none.</summary>
    internal string? GivenPassphraseFile => _caller.TryGetValue(PassphraseFileVariable, out var file) && file.Length > 0 ? file : null;

    private string GeneratedPassphrase => Path.Combine(Folder, "passphrase");

    // An empty passphrase is one for Pulumi, an empty file name is none.
    private bool HasPassphrase => _caller.ContainsKey(PassphraseVariable) || GivenPassphraseFile is not null;

    private static string FileUrl(string folder) => OperatingSystem.IsWindows() ? "file:///" + folder.Replace('\\', '/') : "file://" + folder;
}
