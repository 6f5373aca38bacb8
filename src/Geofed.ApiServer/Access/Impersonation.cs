using Geofed.ApiServer.Rest;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Access;

/// <summary>Being taken for somebody else, by those who may (apiserver pkg/endpoints/filters/impersonation.go).</summary>
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
            return groups.Length + extra.Count + uid.Length == 0 ? user : throw Failures.BadRequest("requested groups, extras or a uid without impersonating a user");
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
        if (wanted == UserInfo.Anonymous.Name && groups.Length == 0)
            return UserInfo.Anonymous;
        string[] own = account.Length == 4 ? ["system:serviceaccounts", $"system:serviceaccounts:{account[2]}"] : [];
        string[] all = [.. groups.Length > 0 ? groups : own];
        return new(wanted, all.Contains("system:authenticated") || all.Contains("system:unauthenticated") ? all : [.. all, "system:authenticated"]) { Uid = uid.Length > 0 ? uid : null, Extra = extra };
    }

    private static void Require(UserInfo user, RbacAuthorizer authorizer, AccessRequest needed)
    {
        if (!authorizer.Authorize(user, needed).Allowed)
            throw needed.Refusal(user);
    }
}
