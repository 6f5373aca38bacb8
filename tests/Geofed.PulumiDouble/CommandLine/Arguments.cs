namespace Geofed.PulumiDouble;

/// <summary>What a command was given: flags by name, and what is no flag.</summary>
internal sealed record Arguments(IReadOnlyDictionary<string, IReadOnlyList<string>> Flags, IReadOnlyList<string> Operands)
{
    public bool Has(string flag) => Flags.TryGetValue(flag, out var values) && values[^1] is not ("false" or "0" or "f");

    public string? Value(string flag) => Flags.TryGetValue(flag, out var values) ? values[^1] : null;

    public IReadOnlyList<string> Values(string flag) => Flags.GetValueOrDefault(flag) ?? [];
}
