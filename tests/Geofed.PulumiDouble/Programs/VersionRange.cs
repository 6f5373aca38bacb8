namespace Geofed.PulumiDouble;

/// <summary>Version ranges as programs write them: ">=3.205.0", or several of ">=", "&gt;", "&lt;" and "&lt;=" that must all hold.</summary>
internal static class VersionRange
{
    public static bool Contains(string range, string version) => range.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).All(one => Holds(one, Version.Parse(version)));

    private static bool Holds(string one, Version version)
    {
        var bound = Version.Parse(one.TrimStart('>', '<', '=', '^', '~', 'v'));
        var order = version.CompareTo(bound);
        return one switch
        {
            ['>', '=', ..] => order >= 0,
            ['>', ..] => order > 0,
            ['<', '=', ..] => order <= 0,
            ['<', ..] => order < 0,
            ['^', ..] => order >= 0 && version.Major == bound.Major,
            ['~', ..] => order >= 0 && (version.Major, version.Minor) == (bound.Major, bound.Minor),
            _ => order == 0,
        };
    }
}
