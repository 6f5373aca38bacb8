using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Admission;

/// <summary>APIServices (kube-aggregator pkg/apis/apiregistration). They are stored; no request is passed on.</summary>
internal sealed class ApiServiceStrategy : StatusStrategy
{
    public override bool HasGeneration => false;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool HasStandardFinalizers => false;

    protected override void DefaultSpec(JsonObject spec) => spec.Obj("service")?.SetWhenAbsent("port", 443);

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        var (group, version) = (spec.Str("group") ?? "", spec.Str("version") ?? "");
        if (obj.Name() != $"{version}.{group}")
            errors.Invalid("metadata.name", obj.Name(), $"must be `spec.version+\".\"+spec.group`: {FieldErrors.Quote($"{version}.{group}")}");
        if (group.Length > 0)
            errors.Each("spec.group", group, Names.DnsSubdomainErrors(group));
        errors.Each("spec.version", version, Names.Dns1035LabelErrors(version));
        var minimum = spec.Int("groupPriorityMinimum") ?? 0;
        if (minimum is <= 0 or > 20000)
            errors.Invalid("spec.groupPriorityMinimum", minimum, "must be positive and less than 20000");
        var priority = spec.Int("versionPriority") ?? 0;
        if (priority is <= 0 or > 1000)
            errors.Invalid("spec.versionPriority", priority, "must be positive and less than 1000");
        if (spec.Obj("service") is not { } service)
        {
            if (spec.Str("caBundle") is { Length: > 0 })
                errors.Invalid("spec.caBundle", null, "local APIServices may not have a caBundle");
            if (spec.Bool("insecureSkipTLSVerify") == true)
                errors.Invalid("spec.insecureSkipTLSVerify", true, "local APIServices may not have insecureSkipTLSVerify");
            return;
        }
        errors.RequireText(service, "namespace", "spec.service");
        errors.RequireText(service, "name", "spec.service");
        if (service.Int("port") is { } port and (< 1 or > 65535))
            errors.Invalid("spec.service.port", port, $"port is not valid: {Values.PortRange}");
        if (spec.Bool("insecureSkipTLSVerify") == true && spec.Str("caBundle") is { Length: > 0 })
            errors.Invalid("spec.insecureSkipTLSVerify", true, "may not be true if caBundle is present");
    }
}
