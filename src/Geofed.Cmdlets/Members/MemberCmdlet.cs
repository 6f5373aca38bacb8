using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Members;

/// <summary>The base of cmdlets that work with members that are there.</summary>
public abstract class MemberCmdlet : FederationCmdlet
{
    /// <summary>The members that the names select; a name that no member has is written as an error.</summary>
    private protected async Task<IReadOnlyList<FederationMember>> SelectAsync(string[]? names)
    {
        var federation = await ConnectAsync();
        var all = await federation.Members.ListAsync(Stop);
        return [.. NamePatterns.Select(all, m => m.Name, names, name => WriteError(
            GeofedErrors.MemberNotFound(name, federation.Name, Suggestions.Nearest(name, all.Select(m => m.Name))).ToRecord(name)))];
    }
}
