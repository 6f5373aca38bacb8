namespace Geofed.PulumiDouble;

internal enum FlagKind
{
    /// <summary>--yes, --yes=false</summary>
    Switch,

    /// <summary>--stack NAME, --stack=NAME; the last one counts.</summary>
    Value,

    /// <summary>--target URN, as often as wanted.</summary>
    Values,

    /// <summary>--refresh, --refresh=false: a value only after "=".</summary>
    Optional,
}

/// <summary>A flag that a command knows.</summary>
internal sealed record Flag(string Name, char? Short, FlagKind Kind)
{
    /// <summary>Reads the notation of the table: "yes|y" a switch, "stack|s=" a value, "target|t=*" values, "refresh|r?" an optional value.</summary>
    public static Flag Parse(string text)
    {
        var (kind, rest) = text switch
        {
            [.. var name, '=', '*'] => (FlagKind.Values, name),
            [.. var name, '='] => (FlagKind.Value, name),
            [.. var name, '?'] => (FlagKind.Optional, name),
            _ => (FlagKind.Switch, text),
        };
        return rest.Split('|') is [var longName, [var letter]] ? new(longName, letter, kind) : new(rest, null, kind);
    }
}
