using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.KubeFed;

/// <summary>One Federated* object, and the Karmada objects that are made of it.</summary>
internal sealed class FederatedObject(JsonObject source, FederatedTarget target)
{
    public JsonObject Source => source;

    public FederatedTarget Target => target;

    public string Name => source.Name();

    /// <summary>Null for a kind without one. A FederatedNamespace lies in the very namespace that it is about.</summary>
    public string? Namespace => target.Namespaced ? source.Namespace() : null;

    public JsonObject Template(long? replicas)
    {
        var template = source.Obj("spec", "template").Copy() ?? [];
        template["apiVersion"] = target.ApiVersion;
        template["kind"] = target.Kind;
        var metadata = template.Ensure("metadata");
        metadata["name"] = Name;
        metadata.Remove("namespace");
        if (Namespace is not null)
            metadata["namespace"] = Namespace;
        if (source.Bool("spec", "retainReplicas") == true)
            metadata.Ensure("labels")[KarmadaMarks.RetainReplicas] = "true";
        if (replicas is not null)
            template.Ensure("spec")["replicas"] = replicas;
        return template;
    }

    public JsonObject Policy(JsonObject placement, KubeFedReplicas? scheduling, bool adopts)
    {
        var policy = Document(Namespace is null ? "ClusterPropagationPolicy" : "PropagationPolicy");
        if (scheduling?.Bounds is { } bounds)
            policy.Ensure("metadata", "annotations")[GeofedMarks.ReplicaBounds] = bounds.ToText();
        var spec = policy.Ensure("spec");
        spec["resourceSelectors"] = Selectors;
        spec["placement"] = placement;
        spec["conflictResolution"] = adopts ? "Overwrite" : "Abort";
        if (source.Annotation("kubefed.io/orphan") == "true")
            spec["preserveResourcesOnDeletion"] = true;
        return policy;
    }

    public JsonObject Overrides(JsonArray rules)
    {
        var policy = Document(Namespace is null ? "ClusterOverridePolicy" : "OverridePolicy");
        policy.Ensure("spec")["resourceSelectors"] = Selectors;
        policy.Ensure("spec")["overrideRules"] = rules;
        return policy;
    }

    private JsonArray Selectors => new(new JsonObject { ["apiVersion"] = target.ApiVersion, ["kind"] = target.Kind, ["name"] = Name });

    private JsonObject Document(string kind)
    {
        var metadata = new JsonObject { ["name"] = KarmadaNames.Binding(target.Kind, Name) };
        if (Namespace is not null)
            metadata["namespace"] = Namespace;
        return new() { ["apiVersion"] = KarmadaApi.PropagationPolicies.ApiVersion, ["kind"] = kind, ["metadata"] = metadata };
    }
}
