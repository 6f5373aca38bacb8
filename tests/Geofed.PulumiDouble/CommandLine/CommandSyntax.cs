namespace Geofed.PulumiDouble;

/// <summary>A command: its words, how many operands it takes, and its flags in the notation of <see cref="Flag.Parse"/>.</summary>
internal sealed record CommandSyntax(string Words, int Fewest, int Most, string Flags, Func<Call, CancellationToken, Task<int>> Run)
{
    /// <summary>Flags of every command (contract 1.3).</summary>
    private const string Root = "cwd|C= color= non-interactive disable-integrity-checking emoji|e fully-qualify-stack-names|Q logflow logtostderr verbose|v= tracing= otel-traces= profiling= memprofilerate=";

    public IReadOnlyList<Flag> AllFlags { get; } = [.. $"{Flags} {Root}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Flag.Parse)];

    /// <summary>Its words at the beginning of the arguments, or before its flags.</summary>
    public bool Begins(IReadOnlyList<string> arguments) => Words.Split(' ').SequenceEqual(arguments.Take(Words.Count(c => c == ' ') + 1));
}
