using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>ServiceCIDRs: ranges of addresses for Services (pkg/apis/networking/validation ValidateServiceCIDR).</summary>
internal sealed class ServiceCidrStrategy : StatusStrategy
{
    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var ranges = obj.Strings("spec", "cidrs").ToList();
        if (ranges.Count == 0)
            errors.Required("spec.cidrs", "at least one CIDR required");
        else if (ranges.Count > 2)
            errors.Invalid("spec.cidrs", Shown(obj), "may only hold up to 2 values");
        else if (ranges.Count == 2 && !AreOfBothFamilies(ranges))
            errors.Invalid("spec.cidrs", Shown(obj), "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64");
        else
        {
            for (var i = 0; i < ranges.Count; i++)
                errors.CanonicalRange($"spec.cidrs[{i}]", ranges[i]);
        }
    }

    private static JsonObject Shown(JsonObject obj) => GoText.Struct(obj.Obj("spec"), ("CIDRs", "cidrs"));

    private static bool AreOfBothFamilies(List<string> ranges) =>
        Addresses.ParseRange(ranges[0]) is { } first && Addresses.ParseRange(ranges[1]) is { } second && first.Address.AddressFamily != second.Address.AddressFamily;

    /// <summary>Only a range of the other family may be added.</summary>
    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var (now, then) = (obj.Strings("spec", "cidrs").ToList(), old.Strings("spec", "cidrs").ToList());
        if (now.Count != then.Count && (then.Count, now.Count) != (1, 2))
        {
            errors.Invalid("spec.cidrs", obj.At("spec", "cidrs").Copy(), Values.Immutable);
            return;
        }
        for (var i = 0; i < then.Count; i++)
        {
            if (now[i] != then[i])
                errors.Invalid($"spec.cidrs[{i}]", now[i], Values.Immutable);
        }
        if (now.Count > then.Count)
            Validate(obj, errors);
    }
}
