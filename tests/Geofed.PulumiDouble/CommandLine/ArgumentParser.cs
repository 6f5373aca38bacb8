namespace Geofed.PulumiDouble;

/// <summary>Reads flags as Go's pflag does, and refuses those that a command does not know, in pflag's words.</summary>
internal sealed class ArgumentParser(IReadOnlyList<Flag> known)
{
    private readonly Dictionary<string, List<string>> _flags = new(StringComparer.Ordinal);
    private readonly List<string> _operands = [];

    /// <exception cref="CliException">A flag that is not known, or has no value.</exception>
    public Arguments Parse(IEnumerable<string> arguments)
    {
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var next))
        {
            if (next == "--")
                _operands.AddRange(Drain(rest));
            else if (next.StartsWith("--", StringComparison.Ordinal))
                ReadLong(next[2..], rest);
            else if (next is ['-', _, ..])
                ReadShort(next[1..], rest);
            else
                _operands.Add(next);
        }
        return new(_flags.ToDictionary(f => f.Key, f => (IReadOnlyList<string>)f.Value), _operands);
    }

    private void ReadLong(string text, Queue<string> rest)
    {
        var parts = text.Split('=', 2);
        var flag = known.FirstOrDefault(f => f.Name == parts[0]) ?? throw new CliException($"unknown flag: --{parts[0]}", CliException.Configuration);
        Add(flag, parts.Length == 2 ? parts[1] : flag.Kind is FlagKind.Switch or FlagKind.Optional ? "true" : Next(rest, $"flag needs an argument: --{flag.Name}"));
    }

    private void ReadShort(string letters, Queue<string> rest)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            var flag = known.FirstOrDefault(f => f.Short == letters[i])
                ?? throw new CliException($"unknown shorthand flag: '{letters[i]}' in -{letters}", CliException.Configuration);
            if (flag.Kind is FlagKind.Switch or FlagKind.Optional)
            {
                Add(flag, "true");
                continue;
            }
            var attached = letters[(i + 1)..].TrimStart('=');
            Add(flag, attached.Length > 0 ? attached : Next(rest, $"flag needs an argument: '{letters[i]}' in -{letters}"));
            return;
        }
    }

    private void Add(Flag flag, string value)
    {
        if (flag.Kind == FlagKind.Switch && value is not ("true" or "false" or "1" or "0" or "t" or "f"))
            throw new CliException($"invalid argument \"{value}\" for \"--{flag.Name}\" flag: strconv.ParseBool: parsing \"{value}\": invalid syntax", CliException.Configuration);
        if (!_flags.TryGetValue(flag.Name, out var values))
            _flags[flag.Name] = values = [];
        values.Add(value);
    }

    private static string Next(Queue<string> rest, string complaint) =>
        rest.TryDequeue(out var value) ? value : throw new CliException(complaint, CliException.Configuration);

    private static List<string> Drain(Queue<string> rest)
    {
        List<string> all = [.. rest];
        rest.Clear();
        return all;
    }
}
