using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ControlPlane.Admission;

/// <summary>What a Cluster must hold (pkg/apis/cluster/validation/validation.go).</summary>
internal static class ClusterRules
{
    /// <summary>So that "karmada-es-" and the name still make a namespace.</summary>
    private const int MaxNameLength = 48;

    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    public static void Check(JsonObject cluster, FieldErrors errors)
    {
        var name = cluster.Name();
        if (name.Length > MaxNameLength)
            errors.Invalid("metadata.name", name, $"must be no more than {MaxNameLength} characters");
        else if (Names.DnsLabel(name) is { } reason)
            errors.Invalid("metadata.name", name, reason);
        var spec = cluster.Obj("spec");
        Address(spec.Str("apiEndpoint"), "spec.apiEndpoint", errors);
        Address(spec.Str("proxyURL"), "spec.proxyURL", errors);
        var seen = new HashSet<(string?, string?)>();
        foreach (var (i, taint) in spec.Objects("taints").Index())
        {
            foreach (var error in Names.QualifiedName(taint.Str("key") ?? ""))
                errors.Invalid($"spec.taints[{i}].key", taint.At("key"), error);
            if (!Effects.Contains(taint.Str("effect")))
                errors.NotSupported($"spec.taints[{i}].effect", taint.At("effect"), Effects);
            if (!seen.Add((taint.Str("key"), taint.Str("effect"))))
                errors.Duplicate($"spec.taints[{i}]", taint);
        }
        foreach (var (i, model) in spec.Objects("resourceModels").Index())
        {
            if (model.Int("grade") != i)
                errors.Invalid($"spec.resourceModels[{i}].grade", model.At("grade"), "The grade of each models should be its index in the list");
        }
    }

    private static void Address(string? address, string field, FieldErrors errors)
    {
        if (address is { Length: > 0 } && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0))
            errors.Invalid(field, address, "must be an address such as https://203.0.113.5:6443");
    }
}
