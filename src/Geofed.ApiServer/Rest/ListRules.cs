using System.Globalization;
using Geofed.ApiServer.Strategies;

namespace Geofed.ApiServer.Rest;

/// <summary>Which options of a list go together (apimachinery pkg/apis/meta/internalversion/validation, apiserver pkg/storage/interfaces.go).</summary>
internal static class ListRules
{
    public static void Check(ListQuery query)
    {
        if (query.Match is { Length: > 0 } match)
            CheckMatch(match, query);
        if (query.ResourceVersion is { Length: > 0 } version && !ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw Failures.BadRequest($"invalid resource version: resourceVersion: Invalid value: {FieldErrors.Quote(version)}: strconv.ParseUint: parsing {FieldErrors.Quote(version)}: invalid syntax");
        if (query.Continue is not null && query.ResourceVersion is { Length: > 0 } and not "0")
            throw Failures.BadRequest("specifying resource version is not allowed when using continue");
    }

    private static void CheckMatch(string match, ListQuery query)
    {
        const string Field = "resourceVersionMatch";
        if (string.IsNullOrEmpty(query.ResourceVersion))
            throw Failures.InvalidOption("ListOptions", e => e.Forbidden(Field, "resourceVersionMatch is forbidden unless resourceVersion is provided"));
        if (query.Continue is not null)
            throw Failures.InvalidOption("ListOptions", e => e.Forbidden(Field, "resourceVersionMatch is forbidden when continue is provided"));
        if (match is not ("Exact" or "NotOlderThan"))
            throw Failures.InvalidOption("ListOptions", e => e.NotSupported(Field, match, "Exact", "NotOlderThan", ""));
        if (match == "Exact" && query.ResourceVersion == "0")
            throw Failures.InvalidOption("ListOptions", e => e.Forbidden(Field, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
    }
}
