using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>IPAddresses: whom an address of a Service belongs to (pkg/apis/networking/validation ValidateIPAddress).</summary>
internal sealed class IpAddressStrategy : ResourceStrategy
{
    public override bool HasGeneration => true;

    public override string? CheckName(string name) => Addresses.CanonicalAddress(name);

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        const string path = "spec.parentRef";
        if (obj.Obj("spec", "parentRef") is not { } parent)
        {
            errors.Required(path);
            return;
        }
        if (parent.Str("group") is { Length: > 0 } group)
            errors.Each($"{path}.group", group, Names.DnsSubdomainErrors(group));
        foreach (var key in (string[])["resource", "name", "namespace"])
        {
            var value = parent.Str(key) ?? "";
            if (value.Length == 0 && key != "namespace")
                errors.Required($"{path}.{key}");
            else if (Names.PathSegment(value) is { } wrong)
                errors.Invalid($"{path}.{key}", value, wrong);
        }
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var now = obj.Obj("spec", "parentRef");
        if (!JsonNavigation.Same(now, old.At("spec", "parentRef")))
            errors.Invalid("spec.parentRef", now is null ? null : GoText.Strings(now, ("Group", "group"), ("Resource", "resource"), ("Namespace", "namespace"), ("Name", "name")), Values.Immutable);
    }
}
