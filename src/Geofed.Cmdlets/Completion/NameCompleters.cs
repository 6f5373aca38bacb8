using System.Collections;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Completion;

/// <summary>Names of clusters.</summary>
public sealed class ClusterNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct) =>
        (await ClusterCatalogue.Open(ApiSource.Current, root).ListAsync(ct).ConfigureAwait(false)).Select(c => (c.Name, $"{c.Region}, {c.Nodes} nodes, {c.Status}"));
}

/// <summary>Names of federations.</summary>
public sealed class FederationNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct) =>
        (await FederationCatalogue.ListAsync(ApiSource.Current, root, ct).ConfigureAwait(false)).Select(f => (f.Name, f.Status));
}

/// <summary>Names of the members of a federation.</summary>
public sealed class MemberNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct) =>
        (await (await FederationAsync(root, bound, ct).ConfigureAwait(false)).Members.ListAsync(ct).ConfigureAwait(false)).Select(m => (m.Name, $"{m.Region}, {m.Status}"));
}

/// <summary>Names of the deployments of a federation, in the namespace that the command line names.</summary>
public sealed class DeploymentNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct)
    {
        var federation = await FederationAsync(root, bound, ct).ConfigureAwait(false);
        var ns = bound["Namespace"]?.ToString() ?? "default";
        return (await federation.Deployments.ListAsync(ns.Contains('*', StringComparison.Ordinal) ? null : ns, ct).ConfigureAwait(false))
            .Select(d => (d.Name, $"{d.ReadyReplicas}/{d.TargetReplicas} ready, {string.Join(", ", d.Images)}"));
    }
}

/// <summary>Names of what is placed by a federation, of the kind and in the namespace that the command line names.</summary>
public sealed class ResourceNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct)
    {
        var federation = await FederationAsync(root, bound, ct).ConfigureAwait(false);
        var ns = bound["Namespace"]?.ToString() ?? "default";
        var kind = bound["Kind"]?.ToString();
        return (await federation.Resources.ListAsync(ns.Contains('*', StringComparison.Ordinal) ? null : ns, ct).ConfigureAwait(false))
            .Where(r => kind is null || r.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase)).Select(r => (r.Name, $"{r.Kind}, {r.Status}"));
    }
}

/// <summary>Kinds of what is placed by a federation.</summary>
public sealed class ResourceKindCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct) =>
        (await (await FederationAsync(root, bound, ct).ConfigureAwait(false)).Resources.ListAsync(null, ct).ConfigureAwait(false)).Select(r => (r.Kind, r.ApiVersion));
}

/// <summary>Kinds that a federation serves.</summary>
public sealed class ServedKindCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct) =>
        (await (await FederationAsync(root, bound, ct).ConfigureAwait(false)).Resources.Kinds.AllAsync(ct).ConfigureAwait(false))
            .Where(k => !k.Resource.Group.EndsWith("karmada.io", StringComparison.Ordinal)).Select(k => (k.Kind, k.Resource.ApiVersion));
}

/// <summary>Names of placements.</summary>
public sealed class PlacementNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct) =>
        (await (await FederationAsync(root, bound, ct).ConfigureAwait(false)).Placements.ListAsync(null, ct).ConfigureAwait(false)).Select(p => (p.Name, string.Join(", ", p.Selects)));
}

/// <summary>Names of overrides.</summary>
public sealed class OverrideNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct) =>
        (await (await FederationAsync(root, bound, ct).ConfigureAwait(false)).Overrides.ListAsync(null, ct).ConfigureAwait(false)).Select(o => (o.Name, string.Join("; ", o.Rules)));
}

/// <summary>Names of deployments that are being rolled out.</summary>
public sealed class RolloutNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct) =>
        (await (await FederationAsync(root, bound, ct).ConfigureAwait(false)).Rollouts.ListAsync(null, ct).ConfigureAwait(false)).Select(r => (r.Name, r.Message));
}

/// <summary>Names of the jobs of a federation, in the namespace that the command line names.</summary>
public sealed class JobNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct)
    {
        var federation = await FederationAsync(root, bound, ct).ConfigureAwait(false);
        var ns = bound["Namespace"]?.ToString() ?? "default";
        return (await federation.Jobs.ListAsync(ns.Contains('*', StringComparison.Ordinal) ? null : ns, ct).ConfigureAwait(false)).Select(j => (j.Name, j.Reason ?? j.Status.ToString()));
    }
}

/// <summary>Names of the Services of a federation, in the namespace that the command line names.</summary>
public sealed class ServiceNameCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct)
    {
        var federation = await FederationAsync(root, bound, ct).ConfigureAwait(false);
        var ns = bound["Namespace"]?.ToString() ?? "default";
        return (await federation.Services.ListAsync(ns.Contains('*', StringComparison.Ordinal) ? null : ns, ct).ConfigureAwait(false)).Select(s => (s.Name, string.Join(", ", s.Ports)));
    }
}

/// <summary>Priority classes of a federation.</summary>
public sealed class PriorityCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct) =>
        (await new JobPriorities((await FederationAsync(root, bound, ct).ConfigureAwait(false)).Api).ListAsync(ct).ConfigureAwait(false)).Select(name => (name, ""));
}

/// <summary>Namespaces of a federation.</summary>
public sealed class NamespaceCompleter : LiveCompleter
{
    private protected override async Task<IEnumerable<(string Name, string About)>> ReadAsync(IKubeApi root, IDictionary bound, CancellationToken ct)
    {
        var federation = await FederationAsync(root, bound, ct).ConfigureAwait(false);
        return (await federation.Api.ListAsync(new(new("", "v1", "namespaces")), ListOptions.All, ct).ConfigureAwait(false)).Items.Select(n => (n.Name(), ""));
    }
}
