using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Interpretation;

namespace Geofed.ControlPlane.Detector;

/// <summary>The binding of a template under a policy (pkg/detector/detector.go BuildResourceBinding).</summary>
internal static class BindingDocument
{
    /// <summary>Fields that the policy decides: absent there, they are null here, so that a merge takes them away.</summary>
    private static readonly string[] FromPolicy =
        ["placement", "propagateDeps", "schedulerName", "failover", "conflictResolution", "suspension", "preserveResourcesOnDeletion"];

    /// <param name="priority">The policy's schedulePriority, as a number.</param>
    public static JsonObject New(JsonObject template, JsonObject policy, long? priority)
    {
        return New(template, WithoutNulls(Metadata(policy)), WithoutNulls(Spec(template, policy, priority)));
    }

    /// <summary>The binding of an object that no policy selects and that others need.</summary>
    public static JsonObject Attached(JsonObject template, JsonArray requiredBy)
    {
        var spec = Resource(template);
        spec["requiredBy"] = requiredBy;
        return New(template, [], spec);
    }

    /// <summary>True for one that is there for others' sake only.</summary>
    public static bool IsAttached(JsonObject binding) => binding.At("spec", "placement") is null && !Claim.IsClaimed(binding);

    private static JsonObject New(JsonObject template, JsonObject metadata, JsonObject spec)
    {
        var ns = template.Namespace();
        metadata["name"] = KarmadaNames.Binding(template.Str("kind")!, template.Name());
        if (ns is not null)
            metadata["namespace"] = ns;
        metadata.Ensure("labels")[ns is null ? KarmadaMarks.ClusterBindingId : KarmadaMarks.BindingId] = Guid.NewGuid().ToString();
        metadata["ownerReferences"] = Owner(template);
        metadata["finalizers"] = new JsonArray(Finalizer(ns));
        return new()
        {
            ["apiVersion"] = ControlPlaneCaches.BindingsIn(ns).Resource.ApiVersion,
            ["kind"] = ns is null ? "ClusterResourceBinding" : "ResourceBinding",
            ["metadata"] = metadata,
            ["spec"] = spec,
        };
    }

    /// <summary>What the binding must say now; what others write (clusters, eviction tasks, ...) is not named.</summary>
    public static JsonObject Update(JsonObject template, JsonObject policy, long? priority)
    {
        var metadata = Metadata(policy);
        metadata["ownerReferences"] = Owner(template);
        return new() { ["metadata"] = metadata, ["spec"] = Spec(template, policy, priority) };
    }

    public static string Finalizer(string? ns) => ns is null ? KarmadaMarks.ClusterBindingFinalizer : KarmadaMarks.BindingFinalizer;

    private static JsonObject Metadata(JsonObject policy)
    {
        var metadata = Claim.For(policy);
        foreach (var mark in GeofedMarks.OfPolicies)
            metadata.Ensure("annotations")[mark] = policy.Annotation(mark);
        return metadata;
    }

    private static JsonObject Resource(JsonObject template)
    {
        var resource = new JsonObject
        {
            ["apiVersion"] = template.Str("apiVersion"),
            ["kind"] = template.Str("kind"),
            ["name"] = template.Name(),
            ["uid"] = template.Uid(),
            ["resourceVersion"] = template.ResourceVersion(),
        };
        if (template.Namespace() is { } ns)
            resource["namespace"] = ns;
        return new() { ["resource"] = resource };
    }

    private static JsonObject Spec(JsonObject template, JsonObject policy, long? priority)
    {
        var spec = Resource(template);
        foreach (var field in FromPolicy)
            spec[field] = policy.At("spec", field)?.DeepClone();
        spec["schedulePriority"] = priority is null ? null : new JsonObject { ["priority"] = priority };
        var replicas = ResourceInterpreter.GetReplicas(template);
        spec["replicas"] = replicas.Replicas > 0 ? replicas.Replicas : null;
        spec["replicaRequirements"] = replicas.Requirements?.DeepClone();
        spec["components"] = ResourceInterpreter.GetComponents(template);
        return spec;
    }

    private static JsonArray Owner(JsonObject template) => new(new JsonObject
    {
        ["apiVersion"] = template.Str("apiVersion"),
        ["kind"] = template.Str("kind"),
        ["name"] = template.Name(),
        ["uid"] = template.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    });

    private static JsonObject WithoutNulls(JsonObject o) =>
        new([.. o.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, field.Value is JsonObject child ? WithoutNulls(child) : field.Value?.DeepClone()))]);
}
