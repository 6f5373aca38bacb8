namespace Geofed.PulumiDouble;

/// <summary>Anybody on the machine reads the arguments of a process. Secrets come by standard input, files or the environment.</summary>
internal static class SecretsInArguments
{
    /// <exception cref="CliException">The passphrase or the token stands in an argument.</exception>
    public static void Check(IReadOnlyList<string> arguments, CliEnvironment environment)
    {
        foreach (var (name, secret) in new[] { ("the passphrase", environment.Passphrase), ("the access token", environment["PULUMI_ACCESS_TOKEN"]) })
        {
            if (secret is { Length: > 3 } && arguments.Any(a => a.Contains(secret, StringComparison.Ordinal)))
                throw Refusal(name);
        }
    }

    public static CliException Refusal(string what) => CliException.Refusal($"{what} was given as an argument, where anybody on this machine can read it.");
}
