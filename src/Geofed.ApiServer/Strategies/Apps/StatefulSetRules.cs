using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Apps;

/// <summary>The rules for a StatefulSet's spec (pkg/apis/apps/validation/validation.go ValidateStatefulSetSpec).</summary>
internal static class StatefulSetRules
{
    public static void Validate(JsonObject? spec, FieldErrors errors)
    {
        if (spec.Str("podManagementPolicy") == "")
            errors.Required("spec.podManagementPolicy");
        else if (spec.Str("podManagementPolicy") is not ("OrderedReady" or "Parallel" or null) and var policy)
            errors.Invalid("spec.podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'");
        var strategy = spec.Obj("updateStrategy");
        switch (strategy.Str("type"))
        {
            case "OnDelete" when strategy.Obj("rollingUpdate") is { } rolling:
                errors.Invalid("spec.updateStrategy.rollingUpdate", GoText.Struct(rolling, ("Partition", "partition"), ("MaxUnavailable", "maxUnavailable")),
                    "only allowed for updateStrategy 'RollingUpdate'");
                break;
            case "RollingUpdate":
                errors.NonNegative(strategy.Obj("rollingUpdate"), "partition", "spec.updateStrategy.rollingUpdate");
                MaxUnavailable(strategy.At("rollingUpdate", "maxUnavailable"), errors, "spec.updateStrategy.rollingUpdate.maxUnavailable");
                break;
            case "OnDelete" or null:
                break;
            default:
                errors.Invalid("spec.updateStrategy", GoText.Struct(strategy, ("Type", "type"), ("RollingUpdate", "rollingUpdate")), "must be 'RollingUpdate' or 'OnDelete'");
                break;
        }
        var retention = spec.Obj("persistentVolumeClaimRetentionPolicy");
        foreach (var key in (string[])["whenDeleted", "whenScaled"])
        {
            if (retention.Str(key) is not ("Retain" or "Delete" or null) and var value)
                errors.NotSupported($"spec.persistentVolumeClaimRetentionPolicy.{key}", value, "Delete", "Retain");
        }
        errors.NonNegative(spec, "replicas", "spec");
        errors.NonNegative(spec, "minReadySeconds", "spec");
        errors.NonNegative(spec.Obj("ordinals"), "start", "spec.ordinals");
        if (spec.Str("serviceName") is { Length: > 0 } service)
            errors.Each("spec.serviceName", service, Names.DnsSubdomainErrors(service));
        WorkloadRules.Selector(spec, errors, "empty selector is invalid for statefulset");
        WorkloadRules.TemplateLabels(spec, errors);
        PodTemplateRules.Validate(spec.Obj("template"), errors, "spec.template", spec.Objects("volumeClaimTemplates"));
        WorkloadRules.RestartPolicyAlways(spec, errors);
        if (spec.At("template", "spec", "activeDeadlineSeconds") is not null)
            errors.Forbidden("spec.template.spec.activeDeadlineSeconds", "activeDeadlineSeconds in StatefulSet is not Supported");
    }

    private static void MaxUnavailable(JsonNode? value, FieldErrors errors, string path)
    {
        RollingRules.CountOrPercent(value, errors, path);
        if (value.Int() == 0 || value.Str() == "0%")
            errors.Invalid(path, value.Copy(), "cannot be 0");
        RollingRules.AtMostAll(value, errors, path);
    }
}
