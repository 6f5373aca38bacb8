using System.Management.Automation;

namespace Geofed.Cmdlets;

/// <summary>Selects objects by names that may have wildcards. A name without wildcards that nothing has is an error; a pattern without a match is not.</summary>
internal static class NamePatterns
{
    /// <param name="patterns">All when null or empty.</param>
    /// <param name="missing">Called with each plain name that nothing has.</param>
    public static IEnumerable<T> Select<T>(IEnumerable<T> all, Func<T, string> nameOf, IReadOnlyList<string>? patterns, Action<string> missing)
    {
        if (patterns is null or { Count: 0 })
            return all;
        var items = all.ToList();
        var chosen = new List<T>();
        foreach (var pattern in patterns)
        {
            var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase);
            var found = items.Where(item => wildcard.IsMatch(nameOf(item))).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern))
                missing(pattern);
            chosen.AddRange(found.Where(item => !chosen.Contains(item)));
        }
        return chosen;
    }
}
