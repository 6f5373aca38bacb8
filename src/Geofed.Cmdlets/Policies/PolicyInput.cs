using System.Collections;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Policies;

/// <summary>What a policy is about, from parameters.</summary>
internal static class PolicyInput
{
    /// <exception cref="GeofedErrorException">The federation serves no such kind.</exception>
    public static async Task<PolicySubject> SubjectAsync(FederationConnection federation, string name, string? ns, string[] kinds, string[] resources, IDictionary? labels, CancellationToken ct)
    {
        var served = new List<ApiResource>();
        foreach (var kind in kinds)
        {
            served.Add(await federation.Resources.Kinds.FindAsync(kind, ct)
                ?? throw GeofedErrors.UnknownKind(kind, federation.Name, Suggestions.Nearest(kind, (await federation.Resources.Kinds.AllAsync(ct)).Select(k => k.Kind))));
        }
        return new(name, ns, served) { ResourceNames = resources, Labels = StringMaps.Texts(labels) };
    }
}
