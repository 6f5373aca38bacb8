using System.Management.Automation;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets;

/// <summary>Why jobs from manifests cannot be published, as errors.</summary>
internal static class JobErrors
{
    public static GeofedErrorException NotServed(ApiResource kind, string name, IReadOnlyList<string> members) => new(
        "KindNotServed", ErrorCategory.NotInstalled,
        $"No member can run {kind.Kind} '{name}': {string.Join("; ", members.Take(5).Select(m => $"{m} does not serve {kind.Kind} ({kind.Resource.ApiVersion})"))}{(members.Count > 5 ? $"; nor do {members.Count - 5} more" : "")}.",
        "Install its controller there, which brings its CustomResourceDefinition; Publish-FederatedResource takes the manifests of both.", name);

    public static GeofedErrorException NotDivisible(string kind, string name) => new(
        "ContradictoryParameters", ErrorCategory.InvalidArgument, $"-Divide cannot be meant for {kind} '{name}': its pods belong together, and run as a whole in one cluster.", "Leave -Divide out.", name);

    public static GeofedErrorException NoLease(string name, string why) => new(
        "NoLease", ErrorCategory.InvalidArgument, $"-RestartAfterSec cannot be kept for '{name}': {why}.",
        "Leave it out: then a job whose cluster is lost waits for the cluster, or for your word that nothing runs there any more.", name);
}
