using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Federation.Datasets;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;
using Geofed.Placement.Interpretation;

namespace Geofed.Federation;

/// <summary>All that people have put into a federation, as manifests that another control plane takes: templates that are placed, their namespaces, policies, what scales them, and datasets. Members are no part of it.</summary>
public sealed class FederationExport(IKubeApi api)
{
    private static readonly GroupVersionResource[] Policies =
        [KarmadaApi.OverridePolicies, KarmadaApi.ClusterOverridePolicies, KarmadaApi.PropagationPolicies, KarmadaApi.ClusterPropagationPolicies];

    /// <summary>What only this control plane knows: which policy has claimed what.</summary>
    private static readonly string[] Marks =
        [KarmadaMarks.PolicyId, KarmadaMarks.ClusterPolicyId, KarmadaMarks.PolicyNamespace, KarmadaMarks.PolicyName, KarmadaMarks.ClusterPolicyName];

    /// <summary>The manifests, in the order in which they are to be applied.</summary>
    public async Task<IReadOnlyList<JsonObject>> ReadAsync(CancellationToken ct)
    {
        var templates = await TemplatesAsync(ct).ConfigureAwait(false);
        var policies = new List<JsonObject>();
        foreach (var resource in Policies)
            policies.AddRange((await api.ListAsync(new(resource), ListOptions.All, ct).ConfigureAwait(false)).Items);
        policies.AddRange(await new FederatedAutoscalers(api).ListAsync(null, ct).ConfigureAwait(false));
        var namespaces = templates.Concat(policies).Select(o => o.Namespace()).OfType<string>().Where(ns => ns != "default" && !KarmadaNames.IsReservedNamespace(ns)).Distinct().Order(StringComparer.Ordinal)
            .Select(ns => new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = ns } });
        var datasets = await FederatedDatasets.DocumentsAsync(api, ct).ConfigureAwait(false);
        return [.. namespaces, .. datasets.Select(Portable), .. templates.OrderBy(t => t.Str("kind") == "CustomResourceDefinition" ? 0 : 1).Concat(policies).Select(Portable)];
    }

    private async Task<IReadOnlyList<JsonObject>> TemplatesAsync(CancellationToken ct)
    {
        var kinds = new ServedKinds(api);
        var templates = new List<JsonObject>();
        foreach (var resource in new[] { KarmadaApi.ResourceBindings, KarmadaApi.ClusterResourceBindings })
        {
            foreach (var binding in (await api.ListAsync(new(resource), ListOptions.All, ct).ConfigureAwait(false)).Items)
            {
                var reference = binding.Obj("spec", "resource");
                var kind = await kinds.GetAsync(reference.Kind(), binding.Name(), ct).ConfigureAwait(false);
                if (await api.FindAsync(kind.In(binding.Namespace()).Named(reference.Str("name") ?? ""), ct).ConfigureAwait(false) is { } template && !template.IsDeleting() && !MultiClusterNames.IsDerived(template))
                    templates.Add(ResourceInterpreter.Prune(template));
            }
        }
        return templates;
    }

    private static JsonObject Portable(JsonObject o)
    {
        var portable = ResourceTemplate.From(o, o.Name(), o.Namespace());
        var metadata = portable.Ensure("metadata");
        metadata.Remove("finalizers");
        foreach (var part in new[] { "labels", "annotations" })
        {
            foreach (var mark in Marks)
                metadata.Obj(part)?.Remove(mark);
            if (metadata.Obj(part) is { Count: 0 })
                metadata.Remove(part);
        }
        return portable;
    }
}
