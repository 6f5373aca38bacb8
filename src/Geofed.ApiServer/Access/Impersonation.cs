using Geofed.ApiServer.Rest;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Access;

/// <summary>Being taken for somebody else, by those who may (apiserver pkg/endpoints/filters/impersonation).</summary>
internal static class Impersonation
{
    private const string Authentication = "authentication.k8s.io";
    private const string ExtraPrefix = "Impersonate-Extra-";

    public static UserInfo Apply(UserInfo user, IHeaderDictionary headers, RbacAuthorizer authorizer)
    {
        var (wanted, uid) = (headers["Impersonate-User"].ToString(), headers["Impersonate-Uid"].ToString());
        var groups = headers["Impersonate-Group"].OfType<string>().ToArray();
        var extra = headers.Where(h => h.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => Uri.UnescapeDataString(h.Key[ExtraPrefix.Length..].ToLowerInvariant()), h => (IReadOnlyList<string>)[.. h.Value.OfType<string>()]);
        if (wanted.Length == 0)
            return groups.Length + extra.Count + uid.Length == 0 ? user : throw Failures.BadRequest($"requested {Wanted(uid, groups, extra)} without impersonating a user name");
        var account = wanted.StartsWith("system:serviceaccount:", StringComparison.Ordinal) ? wanted.Split(':') : [];
        Require(user, authorizer, account.Length == 4
            ? new AccessRequest("impersonate", "", "serviceaccounts") { Namespace = account[2], Name = account[3] }
            : new AccessRequest("impersonate", "", "users") { Name = wanted });
        foreach (var group in groups)
            Require(user, authorizer, new("impersonate", "", "groups") { Name = group });
        if (uid.Length > 0)
            Require(user, authorizer, new("impersonate", Authentication, "uids") { Name = uid });
        foreach (var (key, values) in extra)
        {
            foreach (var value in values)
                Require(user, authorizer, new("impersonate", Authentication, "userextras") { Subresource = key, Name = value });
        }
        string[] own = account.Length == 4 ? ["system:serviceaccounts", $"system:serviceaccounts:{account[2]}"] : [];
        return new(wanted, WithCommon(wanted, groups.Length > 0 ? groups : own)) { Uid = uid.Length > 0 ? uid : null, Extra = extra };
    }

    /// <summary>Everyone is known or unknown; one who says to be unknown is not made known.</summary>
    private static string[] WithCommon(string user, string[] groups)
    {
        const string known = "system:authenticated", unknown = "system:unauthenticated";
        if (user == UserInfo.Anonymous.Name)
            return groups.Contains(unknown) ? groups : [.. groups, unknown];
        return groups.Contains(known) || groups.Contains(unknown) ? groups : [.. groups, known];
    }

    /// <summary>As Go prints the user that the headers make (%#v).</summary>
    private static string Wanted(string uid, string[] groups, Dictionary<string, IReadOnlyList<string>> extra)
    {
        static string Strings(IEnumerable<string> values) => $"[]string{{{string.Join(", ", values.Select(v => $"\"{v}\""))}}}";
        var entries = extra.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"\"{e.Key}\":{Strings(e.Value)}");
        return $"&user.DefaultInfo{{Name:\"\", UID:\"{uid}\", Groups:{(groups.Length > 0 ? Strings(groups) : "[]string(nil)")}, "
            + $"Extra:map[string][]string{(extra.Count > 0 ? $"{{{string.Join(", ", entries)}}}" : "(nil)")}}}";
    }

    private static void Require(UserInfo user, RbacAuthorizer authorizer, AccessRequest needed)
    {
        if (!authorizer.Authorize(user, needed).Allowed)
            throw needed.Refusal(user);
    }
}
