using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>What a change of a pod's status is held to (ValidatePodStatusUpdate).</summary>
internal static class PodStatusRules
{
    private static readonly string[] SystemConditions = ["PodScheduled", "Ready", "Initialized"];

    public static void Validate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        PodAnnotationRules.Changed(obj, old, errors, "metadata.annotations");
        var (status, before) = (obj.Obj("status"), old.Obj("status"));
        var i = 0;
        foreach (var condition in status.Objects("conditions"))
        {
            var (at, type) = ($"metadata.conditions[{i++}].Type", condition.Str("type") ?? "");
            if (!SystemConditions.Contains(type))
                errors.Each(at, type, Names.QualifiedName(type));
        }
        if (status.Str("nominatedNodeName") is { Length: > 0 } node && node != before.Str("nominatedNodeName"))
            errors.Each("status.nominatedNodeName", node, Names.DnsSubdomainErrors(node));
        errors.Unchanged(status.At("qosClass"), before.At("qosClass"), "status.qosClass", "");
        var policy = old.Str("spec", "restartPolicy") ?? "";
        var sidecars = old.Objects("spec", "initContainers").Where(c => c.Str("restartPolicy") == "Always").Select(c => c.Str("name")).ToHashSet();
        Ended(status, before, "containerStatuses", policy, [], errors);
        Ended(status, before, "initContainerStatuses", policy, sidecars, errors);
        Ended(status, before, "ephemeralContainerStatuses", "Never", [], errors);
        Claims(obj, errors);
        Addresses(status, "podIPs", errors);
        if (status.Objects("hostIPs").FirstOrDefault() is { } first && first.Str("ip") != status.Str("hostIP"))
            errors.Invalid("status.hostIPs[0].ip", first.Str("ip") ?? "", "must be equal to `hostIP`");
        Addresses(status, "hostIPs", errors);
        errors.NonNegative(status, "observedGeneration", "status");
    }

    /// <summary>A container that ended for good does not run again.</summary>
    private static void Ended(JsonObject? status, JsonObject? before, string list, string policy, HashSet<string?> mayRestart, FieldErrors errors)
    {
        if (policy == "Always")
            return;
        var now = status.Objects(list).ToList();
        var i = 0;
        foreach (var old in before.Objects(list))
        {
            var at = $"status.{list}[{i++}].state";
            if (old.Obj("state", "terminated") is not { } end || mayRestart.Contains(old.Str("name")) || (policy == "OnFailure" && (end.Int("exitCode") ?? 0) != 0))
                continue;
            foreach (var _ in now.Where(n => n.Str("name") == old.Str("name") && n.At("state", "terminated") is null))
                errors.Forbidden(at, "may not be transitioned to non-terminated state");
        }
    }

    private static void Claims(JsonObject obj, FieldErrors errors)
    {
        var claims = obj.Objects("spec", "resourceClaims").Select(c => c.Str("name")).ToHashSet();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var claim in obj.Objects("status", "resourceClaimStatuses"))
        {
            var (at, name) = ($"status.resourceClaimStatuses[{i++}].name", claim.Str("name") ?? "");
            if (!claims.Contains(name))
                errors.Invalid(at, name, "must match the name of an entry in `spec.resourceClaims`");
            if (!names.Add(name))
                errors.Duplicate(at, name);
            if (claim.Str("resourceClaimName") is { } own)
                errors.Each(at, own, Names.DnsSubdomainErrors(own));
        }
    }

    private static void Addresses(JsonObject? status, string list, FieldErrors errors)
    {
        var all = status.Objects(list).Select(a => a.Str("ip") ?? "").ToList();
        for (var i = 0; i < all.Count; i++)
            errors.Address($"status.{list}[{i}]", all[i]);
        if (all.Count < 2)
            return;
        if (all.Count > 2 || Strategies.Addresses.IsIPv6(all[0]) == Strategies.Addresses.IsIPv6(all[1]))
            errors.Invalid($"status.{list}", new JsonArray([.. all.Select(a => new JsonObject { ["IP"] = a })]), "may specify no more than one IP for each IP family");
        for (var i = 1; i < all.Count; i++)
        {
            if (all.Take(i).Contains(all[i]))
                errors.Duplicate($"status.{list}[{i}]", new JsonObject { ["IP"] = all[i] });
        }
    }
}
