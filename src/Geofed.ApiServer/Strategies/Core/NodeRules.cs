using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>The rules for a node's resources, ranges and identity (ValidateNodeResources, ValidateNodeUpdate).</summary>
internal static class NodeRules
{
    private const string FixedRange = "node updates may not change podCIDR except from \"\" to valid";

    public static void Resources(JsonObject obj, FieldErrors errors)
    {
        foreach (var key in (string[])["capacity", "allocatable"])
        {
            foreach (var (name, amount) in ResourceRules.Amounts(obj.Obj("status"), key))
                ResourceRules.Value(name, amount, errors, $"status.{key}.{name}");
        }
    }

    public static void PodRanges(JsonObject obj, FieldErrors errors)
    {
        var ranges = obj.Strings("spec", "podCIDRs").ToList();
        for (var i = 0; i < ranges.Count; i++)
            errors.Range($"spec.podCIDRs[{i}]", ranges[i]);
        if (ranges.Count < 2)
            return;
        if (ranges.Count > 2 || ranges.Select(r => Addresses.ParseRange(r)?.Address.AddressFamily).Distinct().Count() == 1)
            errors.Invalid("spec.podCIDRs", obj.At("spec", "podCIDRs").Copy(), "may specify no more than one CIDR for each IP family");
        for (var i = 1; i < ranges.Count; i++)
        {
            if (ranges.Take(i).Contains(ranges[i]))
                errors.Duplicate($"spec.podCIDRs[{i}]", ranges[i]);
        }
    }

    public static void Changed(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var addresses = new List<JsonObject>();
        var i = 0;
        foreach (var address in obj.Objects("status", "addresses"))
        {
            if (addresses.Exists(a => JsonNavigation.Same(a, address)))
                errors.Duplicate($"status.addresses[{i}]", GoText.Strings(address, ("Type", "type"), ("Address", "address")));
            addresses.Add(address);
            i++;
        }
        var (now, then) = (obj.Strings("spec", "podCIDRs").ToList(), old.Strings("spec", "podCIDRs").ToList());
        if (then.Count > 0 && now.Count != then.Count)
            errors.Forbidden("spec.podCIDRs", FixedRange);
        else
        {
            foreach (var _ in then.Zip(now).Where(pair => pair.First != pair.Second))
                errors.Forbidden("spec.podCIDRs", FixedRange);
        }
        if (old.Str("spec", "providerID") is { Length: > 0 } id && obj.Str("spec", "providerID") != id)
            errors.Forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
        if ((obj.Str("spec", "externalID") ?? "") != (old.Str("spec", "externalID") ?? ""))
            errors.Forbidden("spec.externalID", "may not be updated");
    }
}
