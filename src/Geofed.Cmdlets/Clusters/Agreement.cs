using System.Management.Automation;
using Geofed.Clusters.Stacks;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Asks whether something shall be done, with what Pulumi says it would do.</summary>
internal static class Agreement
{
    /// <summary>Whether the caller wants to see what would be done before it is.</summary>
    public static bool AsksToConfirm(this PSCmdlet cmdlet) => cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm) && confirm is SwitchParameter { IsPresent: true };

    /// <param name="plan">Shown to who is asked; null when it is not known.</param>
    /// <param name="whatIf">True when nobody is asked because it is only tried.</param>
    public static bool Agreed(this PSCmdlet cmdlet, string target, string action, IReadOnlyList<GeoClusterChange>? plan, out bool whatIf)
    {
        var question = $"{action}: {target}" + (plan is null ? "" : $"{Environment.NewLine}{Summary(plan)}");
        var agreed = cmdlet.ShouldProcess($"Performing the operation \"{action}\" on target \"{target}\".", question, "Confirm", out var reason);
        whatIf = reason.HasFlag(ShouldProcessReason.WhatIf);
        return agreed;
    }

    private static string Summary(IReadOnlyList<GeoClusterChange> plan) => plan.Count == 0 ? "Nothing would change." : string.Join(Environment.NewLine, plan.Select(change => "  " + change));
}
