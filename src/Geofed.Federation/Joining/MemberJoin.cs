using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Joining;

/// <summary>
/// Joins clusters in Karmada's push mode, and lets them go (pkg/karmadactl/join, pkg/karmadactl/unjoin): the same objects and names, so that
/// a real Karmada takes them as well. Safe to repeat, also after a run that ended half-way.
/// </summary>
public static class MemberJoin
{
    /// <summary>
    /// Makes the account on the member and the Cluster, with the account's credentials, on the control plane. Returns the Cluster;
    /// it becomes Ready when the control plane has reached the member.
    /// </summary>
    /// <exception cref="JoinException">The member is in the federation under another name, or the name belongs to another cluster.</exception>
    /// <exception cref="ClusterUnreachableException">The member or the control plane does not answer.</exception>
    public static async Task<JsonObject> JoinAsync(IKubeApi member, IKubeApi controlPlane, JoinOptions options, CancellationToken ct)
    {
        var id = await IdAsync(member, ct).ConfigureAwait(false);
        await RefuseDuplicateAsync(controlPlane, options.ClusterName, id, ct).ConfigureAwait(false);

        await member.EnsureAsync(JoinNames.Namespaces, JoinDocuments.Namespace(), ct).ConfigureAwait(false);
        await member.EnsureAsync(JoinNames.ClusterRoles, JoinDocuments.Role(options.ClusterName), ct).ConfigureAwait(false);
        await member.EnsureAsync(JoinNames.ClusterRoleBindings, JoinDocuments.RoleBinding(options.ClusterName), ct).ConfigureAwait(false);
        var tokens = await Task.WhenAll(
            AccountTokens.TokenAsync(member, JoinNames.Account(options.ClusterName), options, ct),
            AccountTokens.TokenAsync(member, JoinNames.Impersonator, options, ct)).ConfigureAwait(false);

        await controlPlane.EnsureAsync(JoinNames.Namespaces, JoinDocuments.Namespace(), ct).ConfigureAwait(false);
        var cluster = await controlPlane.EnsureAsync(KarmadaApi.Clusters, JoinDocuments.Cluster(options, id), ct).ConfigureAwait(false);
        await controlPlane.EnsureAsync(JoinNames.Secrets, JoinDocuments.Credentials(options.ClusterName, cluster, tokens[0], options.CertificateAuthority), ct).ConfigureAwait(false);
        await controlPlane.EnsureAsync(JoinNames.Secrets, JoinDocuments.Credentials(JoinNames.ImpersonatorSecret(options.ClusterName), cluster, tokens[1], null), ct).ConfigureAwait(false);
        return cluster;
    }

    /// <summary>
    /// Deletes the Cluster, waits until what was propagated is gone from the member, and deletes the account there. Without <paramref name="member"/>
    /// (it cannot be reached) only the federation forgets it.
    /// </summary>
    /// <exception cref="JoinException">The member is not free in time and <see cref="UnjoinOptions.Force"/> is not set.</exception>
    public static async Task UnjoinAsync(IKubeApi? member, IKubeApi controlPlane, UnjoinOptions options, CancellationToken ct)
    {
        var path = new ResourceCollection(KarmadaApi.Clusters).Named(options.ClusterName);
        await controlPlane.EnsureGoneAsync(path, ct).ConfigureAwait(false);
        if (!await MemberRemoval.WaitAsync(controlPlane, path, options, ct).ConfigureAwait(false))
        {
            if (!options.Force)
            {
                throw new JoinException(
                    $"Cluster '{options.ClusterName}' still holds propagated objects after {options.Patience.TotalSeconds:0} s. "
                    + "Check that it answers and try again, or use force to leave them there.");
            }
            await MemberRemoval.ForceAsync(controlPlane, path, ct).ConfigureAwait(false);
        }
        if (member is not null)
            await RemoveAccountAsync(member, options, ct).ConfigureAwait(false);
    }

    private static async Task RemoveAccountAsync(IKubeApi member, UnjoinOptions options, CancellationToken ct)
    {
        try
        {
            await member.EnsureGoneAsync(new(JoinNames.ClusterRoleBindings, null, JoinNames.Role(options.ClusterName)), ct).ConfigureAwait(false);
            await member.EnsureGoneAsync(new(JoinNames.ClusterRoles, null, JoinNames.Role(options.ClusterName)), ct).ConfigureAwait(false);
            await member.EnsureGoneAsync(new(JoinNames.Namespaces, null, KarmadaNames.ClusterNamespace), ct).ConfigureAwait(false);
        }
        catch (Exception e) when (options.Force && e is ClusterUnreachableException or KubeApiException)
        {
            // By force: what cannot be reached stays.
        }
    }

    /// <summary>A cluster is known by its ClusterProperty where it has one, else by its kube-system namespace (pkg/util/cluster.go ObtainClusterID).</summary>
    private static async Task<string> IdAsync(IKubeApi member, CancellationToken ct)
    {
        var property = new ResourcePath(new("about.k8s.io", "v1alpha1", "clusterproperties"), null, KarmadaMarks.ClusterIdProperty);
        if ((await member.FindAsync(property, ct).ConfigureAwait(false)).Str("spec", "value") is { Length: > 0 } id)
            return id;
        return (await member.GetAsync(new(JoinNames.Namespaces, null, "kube-system"), ct).ConfigureAwait(false)).Uid();
    }

    private static async Task RefuseDuplicateAsync(IKubeApi controlPlane, string name, string id, CancellationToken ct)
    {
        var clusters = await controlPlane.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false);
        foreach (var cluster in clusters.Items)
        {
            var same = cluster.Str("spec", "id") == id;
            if (same && cluster.Name() != name)
                throw new JoinException($"This cluster is already in the federation, as '{cluster.Name()}'. Remove that member before joining it as '{name}'.");
            if (!same && cluster.Name() == name && cluster.Str("spec", "id") is { Length: > 0 })
                throw new JoinException($"Another cluster is already in the federation as '{name}'. Choose another name, or remove that member first.");
            if (same && cluster.IsDeleting())
                throw new JoinException($"Cluster '{name}' is being removed from the federation. Wait until it is gone, then join it again.");
        }
    }
}
