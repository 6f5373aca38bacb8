namespace Geofed.PulumiDouble;

/// <summary>What the CLI ends with when it fails: "error: MESSAGE" on standard error, and an exit code (contract 1.6).</summary>
internal sealed class CliException(string message, int exitCode = CliException.Generic) : Exception(message)
{
    public const int Generic = 1;
    public const int Configuration = 2;
    public const int Authentication = 3;
    public const int StackNotFound = 6;
    public const int ChangesUnexpected = 7;
    public const int Cancelled = 8;

    /// <summary>No exit code of the CLI: the caller left the contract, or asked for a part of it that the double does not play.</summary>
    public const int Refused = 98;

    public int ExitCode { get; } = exitCode;

    /// <summary>A call that no driver should make. The text cannot be taken for one of the CLI's.</summary>
    public static CliException Refusal(string why) => new($"pulumi double: {why}", Refused);
}
