using System.Globalization;

namespace Geofed.PulumiDouble;

/// <summary>The environment of a call (contract 1.4), and what of it the double is told by (PULUMI_DOUBLE_*).</summary>
internal sealed class CliEnvironment(IReadOnlyDictionary<string, string> variables)
{
    private const string Prefix = "PULUMI_";
    private const string OfTheDouble = "PULUMI_DOUBLE_";

    private static readonly HashSet<string> Documented =
    [
        "BACKEND_URL", "HOME", "ACCESS_TOKEN", "CREDENTIALS_PATH", "CREDENTIAL_STORE", "CONFIG_PASSPHRASE", "CONFIG_PASSPHRASE_FILE", "STACK", "DEFAULT_ORGANIZATION",
        "SKIP_UPDATE_CHECK", "SKIP_CONFIRMATIONS", "DEBUG_COMMANDS", "EXPERIMENTAL", "AUTOMATION_API", "AUTOMATION_API_SKIP_VERSION_CHECK", "CONTINUE_ON_ERROR", "PARALLEL",
        "RUN_PROGRAM", "DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "IGNORE_AMBIENT_PLUGINS", "PLUGIN_DOWNLOAD_URL_OVERRIDES", "ENABLE_STREAMING_JSON_PREVIEW",
        "FALLBACK_TO_STATE_SECRETS_MANAGER", "SKIP_CHECKPOINTS", "DISABLE_JOURNALING", "SUPPRESS_NEO_LINK", "LOG_ROTATION_MAX_AGE_DAYS", "LOG_ROTATION_MAX_TOTAL_MB",
        "DIY_BACKEND_GZIP", "DIY_BACKEND_ZSTD", "DIY_BACKEND_RETAIN_CHECKPOINTS", "DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS", "DIY_BACKEND_LEGACY_LAYOUT", "DIY_BACKEND_PARALLEL",
    ];

    private static readonly HashSet<string> Secret = ["PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE"];

    public static CliEnvironment OfThisProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return new(variables);
    }

    public string? this[string name] => variables.GetValueOrDefault(name);

    public bool IsTrue(string name) => this[name] is "1" or "true" or "True" or "TRUE" or "t";

    /// <summary>Pulumi's own folder: plugins and credentials.</summary>
    public string Home => this["PULUMI_HOME"] is { Length: > 0 } given ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi");

    /// <summary>The version that the double says it is.</summary>
    public string Version => this[OfTheDouble + "VERSION"] ?? "3.260.0";

    /// <summary>Seconds that a minute of Google's work takes here; 0 for no waiting.</summary>
    public double Pace => double.TryParse(this[OfTheDouble + "PACE"], CultureInfo.InvariantCulture, out var pace) ? pace : 0;

    /// <summary>A folder whose server plays the clusters; none is played when null.</summary>
    public string? Cloud => this[OfTheDouble + "CLOUD"];

    /// <summary>A file that says what goes wrong.</summary>
    public string? Faults => this[OfTheDouble + "FAULTS"];

    /// <summary>A file that each call adds a line to.</summary>
    public string? Log => this[OfTheDouble + "LOG"];

    /// <summary>The passphrase: a variable that is set and empty is a passphrase as well, a file's name is not (contract 1.4).</summary>
    public string? Passphrase => this["PULUMI_CONFIG_PASSPHRASE"] is { } given ? given
        : this["PULUMI_CONFIG_PASSPHRASE_FILE"] is { Length: > 0 } file ? ReadPassphrase(file) : null;

    /// <summary>Names of Pulumi's variables, with their values where these are no secret.</summary>
    public IReadOnlyDictionary<string, string?> Recorded() => variables.Where(v => v.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(v => v.Key, v => Secret.Contains(v.Key) ? null : v.Value);

    /// <summary>Variables of Pulumi that are not in the contract, or that change what flags mean behind the driver's back.</summary>
    /// <exception cref="CliException">There is one.</exception>
    public void Check()
    {
        foreach (var name in variables.Keys.Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && !n.StartsWith(OfTheDouble, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (name.StartsWith("PULUMI_OPTION_", StringComparison.Ordinal))
                throw CliException.Refusal($"{name} reached the CLI: it sets a flag that the caller does not see. Strip PULUMI_OPTION_* from the child's environment.");
            if (!Documented.Contains(name[Prefix.Length..]))
                throw CliException.Refusal($"{name} is not a documented variable.");
        }
    }

    private static string ReadPassphrase(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (IOException e)
        {
            throw new CliException($"unable to read PULUMI_CONFIG_PASSPHRASE_FILE: {e.Message}");
        }
    }
}
