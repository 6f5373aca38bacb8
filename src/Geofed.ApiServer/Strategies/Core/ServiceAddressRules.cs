using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>Cluster IPs and families of addresses (ValidateServiceClusterIPsRelatedFields, validateUpgradeDowngradeClusterIPs).</summary>
internal static class ServiceAddressRules
{
    private const string Changed = "may not change once set";

    public static void Validate(JsonObject spec, FieldErrors errors)
    {
        var (first, ips) = (spec.Str("clusterIP") ?? "", spec.Strings("clusterIPs").ToList());
        if (first.Length > 0 && ips.Count == 0)
            errors.Required("spec.clusterIPs");
        else if (first.Length > 0 && ips[0] != first)
            errors.Invalid("spec.clusterIPs", spec["clusterIPs"].Copy(), "first value must match `clusterIP`");
        else if (first.Length == 0 && ips.Count > 0)
            errors.Invalid("spec.clusterIPs", spec["clusterIPs"].Copy(), "must be empty when `clusterIP` is not specified");
        var families = spec.Strings("ipFamilies").ToList();
        for (var i = 0; i < families.Count; i++)
        {
            if (families[i] is not ("IPv4" or "IPv6"))
                errors.NotSupported($"spec.ipFamilies[{i}]", families[i], "IPv4", "IPv6");
            if (families.Take(i).Contains(families[i]))
                errors.Duplicate($"spec.ipFamilies[{i}]", families[i]);
        }
        errors.OneOfIfSet(spec, "ipFamilyPolicy", "spec", "PreferDualStack", "RequireDualStack", "SingleStack");
        ClusterIPs(spec, ips, families, errors);
    }

    private static void ClusterIPs(JsonObject spec, List<string> ips, List<string> families, FieldErrors errors)
    {
        var good = true;
        for (var i = 0; i < ips.Count; i++)
        {
            if (i == 0 && ips[i] == "None")
            {
                good = ips.Count == 1;
                if (!good)
                    errors.Invalid("spec.clusterIPs", spec["clusterIPs"].Copy(), "'None' must be the first and only value");
            }
            else
                good &= errors.Address($"spec.clusterIPs[{i}]", ips[i]);
        }
        if (ips.Count > 2)
            errors.Invalid("spec.clusterIPs", spec["clusterIPs"].Copy(), "may only hold up to 2 values");
        if (!good)
            return;
        if (ips.Count > 1 && ips.Select(Addresses.IsIPv6).Distinct().Count() == 1)
            errors.Invalid("spec.clusterIPs", spec["clusterIPs"].Copy(), "may specify no more than one IP for each IP family");
        if (ServiceRules.IsHeadless(spec))
            return;
        for (var i = 0; i < Math.Min(ips.Count, families.Count); i++)
        {
            if (families[i] is "IPv4" or "IPv6" && Addresses.IsIPv6(ips[i]) != (families[i] == "IPv6"))
                errors.Invalid($"spec.clusterIPs[{i}]", ips[i], $"expected an {families[i]} value as indicated by `ipFamilies[{i}]`");
        }
    }

    /// <summary>The first address and family stay; a second may come and go.</summary>
    public static void ValidateUpdate(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        if (spec.Str("type") == "ExternalName" || before.Str("type") == "ExternalName")
            return;
        var (isHeadless, wasHeadless) = (ServiceRules.IsHeadless(spec), ServiceRules.IsHeadless(before));
        if (!isHeadless || !wasHeadless)
            Changes(spec, before, "clusterIPs", "secondary clusterIP", "primary clusterIP can not be unset", errors);
        if (!isHeadless && !wasHeadless)
            Changes(spec, before, "ipFamilies", "secondary ipFamily", "primary ipFamily can not be unset", errors);
    }

    private static void Changes(JsonObject spec, JsonObject before, string key, string secondary, string unset, FieldErrors errors)
    {
        var (now, then, path) = (spec.Strings(key).ToList(), before.Strings(key).ToList(), $"spec.{key}");
        JsonNode? Shown() => spec[key].Copy();
        if (now.Count == then.Count)
        {
            for (var i = 0; i < now.Count; i++)
            {
                if (now[i] != then[i])
                    errors.Invalid($"{path}[{(key == "clusterIPs" ? i : 0)}]", Shown(), Changed);
            }
            return;
        }
        if (then.Count > now.Count && now.Count == 0)
            errors.Invalid($"{path}[0]", Shown(), unset);
        if (now.Count > 0 && then.Count > 0 && now[0] != then[0])
            errors.Invalid($"{path}[0]", Shown(), Changed);
        if (then.Count > now.Count && now.Count == 1 && spec.Str("ipFamilyPolicy") != "SingleStack")
            errors.Invalid("spec.ipFamilyPolicy", spec["ipFamilyPolicy"].Copy(), $"must be set to 'SingleStack' when releasing the {secondary}");
    }
}
