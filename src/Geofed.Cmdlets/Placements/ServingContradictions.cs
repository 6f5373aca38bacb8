using System.Management.Automation;

namespace Geofed.Cmdlets.Placements;

/// <summary>Parameters that say where what serves users goes, of which no two can both be meant.</summary>
internal static class ServingContradictions
{
    private static readonly string[] OfJobs = ["Dataset", "Near", "MaxRoundTripMs", "Prefer", "SpareCapacity", "Divide"];

    private static readonly (string One, string Other, string Why)[] Pairs =
    [
        ("Users", "Concentrate", "both say what the replicas shall be near"),
        .. from one in new[] { "Users", "Concentrate" } from other in new[] { "Weight", "SpreadBy", "Duplicate" } select (one, other, "both say how many replicas each cluster gets"),
        .. from other in new[] { "Weight", "SpreadBy" } select ("MinRegions", other, "cannot both hold: one lets the control plane choose regions, the other says what each cluster gets"),
        .. from one in new[] { "MinRegions", "MaxReplicasPerCluster" } select (one, "Duplicate", "cannot both hold: there is nothing to divide when every cluster runs all replicas"),
        .. from one in new[] { "Users", "Concentrate", "MinRegions", "MaxReplicasPerCluster" } from other in OfJobs select (one, other, "cannot both hold: the one is for what serves, the other for jobs"),
    ];

    /// <param name="given">The parameters that were given.</param>
    /// <exception cref="GeofedErrorException">Two of them contradict, or one lacks another.</exception>
    public static void Check(IReadOnlyDictionary<string, object> given)
    {
        bool Given(string name) => given.TryGetValue(name, out var value) && value is not SwitchParameter { IsPresent: false };
        if (Pairs.FirstOrDefault(p => Given(p.One) && Given(p.Other)) is { One: not null } pair)
            throw GeofedErrors.ContradictoryParameters($"-{pair.One} and -{pair.Other} {pair.Why}.");
        if (Given("MinReplicasPerRegion") && !Given("Users"))
            throw GeofedErrors.ContradictoryParameters("-MinReplicasPerRegion is for the places of -Users, which is not given.");
    }
}
